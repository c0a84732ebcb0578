package io.cooperage.drill.load;

import io.cooperage.drill.history.DrillClock;
import io.cooperage.drill.history.Ledger;
import io.cooperage.drill.history.LedgerEvent.Invoked;
import io.cooperage.drill.history.OperationKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Open-loop load: every population begins an operation at each tick of its own fixed schedule,
 * however many are still under way. Thread-safe.
 */
public final class LoadGenerator implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  private final LoadOptions options;
  private final List<Population> populations;
  private final DrillClock clock;
  private final Ledger ledger;
  private final KnownClusters clusters = new KnownClusters();
  private final AtomicLong operations;
  private final Phaser underWay = new Phaser(1);
  private final ScheduledThreadPoolExecutor scheduler =
      new ScheduledThreadPoolExecutor(2, threads("drill-schedule"));
  private final ExecutorService network = Executors.newFixedThreadPool(4, threads("drill-network"));
  private final OperationRunner runner;
  private volatile boolean stopped;

  public LoadGenerator(
      LoadOptions options,
      List<Population> populations,
      String token,
      DrillClock clock,
      Ledger ledger) {
    this.options = options;
    this.populations = List.copyOf(populations);
    this.operations = new AtomicLong(options.firstOperation() - 1);
    this.clock = clock;
    this.ledger = ledger;
    scheduler.setRemoveOnCancelPolicy(true);
    this.runner =
        new OperationRunner(
            new HttpDoor(token, CONNECT_TIMEOUT, REQUEST_TIMEOUT, network),
            options.patient() ? RetryPolicy.CLIENT : RetryPolicy.NONE,
            clock,
            ledger,
            scheduler);
  }

  /** Starts all schedules now, shifted so that the populations do not tick together. */
  public void start() {
    long interval = Math.round(1e6 * populations.size() / options.rate());
    long begin = clock.now() + 50_000;
    for (int i = 0; i < populations.size(); i++) {
      Tick tick =
          new Tick(
              populations.get(i),
              new SplittableRandom(options.seed() + i),
              interval,
              begin + i * interval / populations.size());
      at(tick.intended, tick);
    }
  }

  /** Starts no more operations. */
  public void stop() {
    stopped = true;
  }

  /**
   * Waits until all operations have ended.
   *
   * @return whether they did within {@code limit}
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    int phase = underWay.arrive();
    try {
      underWay.awaitAdvanceInterruptibly(phase, limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /**
   * A create beside the schedule, with a key.
   *
   * @return the id of the cluster, if it was acknowledged
   */
  public CompletableFuture<Optional<String>> create(
      Population population, String name, String template, int machines) {
    long op = operations.incrementAndGet();
    return run(population, op, clock.now(), Intent.create(name, template, machines));
  }

  /**
   * Creates beside the schedule, with keys, at an even pace from now on; the populations take
   * turns.
   *
   * @return done when half of them have been sent
   */
  public CompletableFuture<Void> volley(List<Population> clients, int creates, Duration within) {
    long begin = clock.now();
    long length = within.toNanos() / 1_000;
    List<CompletableFuture<Void>> sent =
        IntStream.range(0, creates)
            .mapToObj(i -> createAt(begin + i * length / creates, clients.get(i % clients.size())))
            .toList();
    return CompletableFuture.allOf(
        sent.subList(0, creates / 2).toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public void close() {
    stopped = true;
    scheduler.shutdownNow();
    network.shutdownNow();
  }

  private CompletableFuture<Void> createAt(long intended, Population population) {
    return CompletableFuture.runAsync(
        () -> {
          long op = operations.incrementAndGet();
          begin(population, op, intended, another(op));
        },
        task -> at(intended, task));
  }

  private void at(long micros, Runnable action) {
    scheduler.schedule(action, Math.max(0, micros - clock.now()), TimeUnit.MICROSECONDS);
  }

  private void begin(Population population, long op, long intended, Intent intent) {
    CompletableFuture<Optional<String>> cluster = run(population, op, intended, intent);
    if (intent.kind() == OperationKind.CREATE) {
      cluster.thenAccept(id -> id.ifPresent(made -> clusters.add(made, clock.now())));
    }
  }

  /** Until there is something to read or old enough to delete, clients create. */
  private Intent intent(long op, SplittableRandom random) {
    OperationKind kind = options.mix().next(random);
    Intent create = another(op);
    return switch (kind) {
      case CREATE -> create;
      case LIST -> Intent.list();
      case GET -> clusters.forRead(random).map(id -> Intent.on(kind, id)).orElse(create);
      case DELETE ->
          clusters
              .takeForDelete(clock.now(), options.settle().toNanos() / 1_000)
              .map(id -> Intent.on(kind, id))
              .orElse(create);
    };
  }

  private Intent another(long op) {
    return Intent.create(options.prefix() + "-" + op, options.template(), 1);
  }

  private CompletableFuture<Optional<String>> run(
      Population population, long op, long intended, Intent intent) {
    Optional<String> key =
        intent.kind().write() ? Optional.of(options.prefix() + "-key-" + op) : Optional.empty();
    Invoked invoked =
        new Invoked(
            op, population.name(), intent.kind(), key, intent.name(), intent.target(), intended);
    ledger.record(invoked);
    underWay.register();
    return runner
        .run(invoked, attempt -> intent.call(population.door(attempt), key))
        .whenComplete((id, failure) -> underWay.arriveAndDeregister());
  }

  private static ThreadFactory threads(String name) {
    AtomicLong number = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** One population's schedule; each tick plans the next from the intended time of this one. */
  private final class Tick implements Runnable {
    private final Population population;
    private final SplittableRandom random;
    private final long interval;
    private long intended;

    private Tick(Population population, SplittableRandom random, long interval, long intended) {
      this.population = population;
      this.random = random;
      this.interval = interval;
      this.intended = intended;
    }

    @Override
    public void run() {
      if (stopped) {
        return;
      }
      long now = intended;
      intended += interval;
      at(intended, this);
      long op = operations.incrementAndGet();
      begin(population, op, now, intent(op, random));
    }
  }
}
