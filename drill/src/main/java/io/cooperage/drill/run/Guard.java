package io.cooperage.drill.run;

import io.cooperage.drill.definition.Bound;
import io.cooperage.drill.definition.Clients;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.Outages;
import io.cooperage.drill.report.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks every second whether clients have to bear more than a drill may ask of them. The first
 * bound that is exceeded stays hit. Thread-safe.
 */
final class Guard implements AutoCloseable {

  /** Microseconds that "now" is. */
  private static final long WINDOW = 10_000_000;

  private final List<Bound> bounds;
  private final Set<String> survivors;
  private final Supplier<History> history;
  private final LongSupplier clock;
  private final ScheduledExecutorService every =
      Executors.newSingleThreadScheduledExecutor(Guard::thread);
  private volatile Optional<Bound> breached = Optional.empty();
  private volatile Optional<RuntimeException> blind = Optional.empty();

  /**
   * @param survivors the populations at the doors of datacenters that no fault takes
   * @param history of all operations so far
   * @param clock microseconds, as in the history
   */
  Guard(List<Bound> bounds, Set<String> survivors, Supplier<History> history, LongSupplier clock) {
    this.bounds = List.copyOf(bounds);
    this.survivors = Set.copyOf(survivors);
    this.history = history;
    this.clock = clock;
  }

  /** From now on. */
  void watch() {
    if (!bounds.isEmpty()) {
      every.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }
  }

  private void look() {
    try {
      if (breached.isEmpty()) {
        breached = exceeded(bounds).stream().findFirst();
      }
    } catch (RuntimeException e) {
      blind = Optional.of(e);
      throw e;
    }
  }

  /**
   * @throws IllegalStateException if it cannot look any more: a drill does not go on without it
   */
  boolean hit() {
    blind.ifPresent(
        why -> {
          throw new IllegalStateException("The guardrails cannot be watched: " + why, why);
        });
    return breached.isPresent();
  }

  Optional<Bound> breached() {
    return breached;
  }

  /** Those of {@code asked} that are exceeded now. */
  List<Bound> exceeded(List<Bound> asked) {
    History known = history.get();
    long now = clock.getAsLong();
    return asked.stream().filter(bound -> exceeded(bound, known, now)).toList();
  }

  private boolean exceeded(Bound bound, History known, long now) {
    List<Operation> concerned =
        known.operations().stream().filter(op -> concerns(bound.clients(), op.clients())).toList();
    return switch (bound.measure()) {
      case SILENCE -> exceeds(Outages.now(concerned, now), bound.time());
      case SLOWNESS -> Latencies.of(ended(concerned, now)).p99() > bound.time().toMillis();
      case FAILURES -> failures(concerned, now) > bound.share();
    };
  }

  private static List<Operation> ended(List<Operation> operations, long now) {
    return operations.stream().filter(op -> op.completed() >= now - WINDOW).toList();
  }

  private static double failures(List<Operation> operations, long now) {
    List<Attempted> requests =
        operations.stream()
            .flatMap(op -> op.attempts().stream())
            .filter(request -> request.ended() >= now - WINDOW)
            .toList();
    long failed = requests.stream().filter(request -> request.verdict().failed()).count();
    return requests.isEmpty() ? 0 : (double) failed / requests.size();
  }

  private static boolean exceeds(long micros, Duration bound) {
    return Duration.ofNanos(micros * 1_000).compareTo(bound) > 0;
  }

  private boolean concerns(Clients clients, String population) {
    boolean global = population.equals(DrillSession.GLOBAL);
    boolean survivor = survivors.contains(population);
    return switch (clients) {
      case ALL -> global || survivor;
      case GLOBAL -> global;
      case SURVIVORS -> survivor;
    };
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "guard");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    every.shutdownNow();
  }
}
