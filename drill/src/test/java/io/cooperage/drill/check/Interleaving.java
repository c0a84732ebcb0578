package io.cooperage.drill.check;

import io.cooperage.drill.check.Request.Fate;
import io.cooperage.drill.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Lets clients use a store, in small steps whose order is chance: a client begins a request, it
 * takes effect, the client hears of it. Some never hear; what they asked for happens before they
 * give up, later, or never.
 */
final class Interleaving<A extends Action> {

  private static final int PROCESSES = 5;

  private final SimulatedStore<A> store;
  private final Random random;
  private final List<Request<A>> underWay = new ArrayList<>();
  private final List<Request<A>> late = new ArrayList<>();
  private final List<ClientOperation<A>> history = new ArrayList<>();
  private long now;

  private Interleaving(SimulatedStore<A> store, Random random) {
    this.store = store;
    this.random = random;
  }

  /** The history of so many requests, and of reads of everything afterwards. */
  static <A extends Action> List<ClientOperation<A>> run(
      SimulatedStore<A> store, Random random, int requests) {
    return run(store, random, requests, PROCESSES);
  }

  static <A extends Action> List<ClientOperation<A>> run(
      SimulatedStore<A> store, Random random, int requests, int processes) {
    Interleaving<A> run = new Interleaving<>(store, random);
    run.use(requests, processes);
    run.readAll(processes);
    return run.history.stream().sorted(ClientOperation.BY_INVOCATION).toList();
  }

  private void use(int requests, int processes) {
    List<Optional<Request<A>>> clients = new ArrayList<>();
    for (int process = 0; process < processes; process++) {
      clients.add(Optional.empty());
    }
    int begun = 0;
    while (begun < requests || clients.stream().anyMatch(Optional::isPresent)) {
      tick();
      int process = random.nextInt(processes);
      Optional<Request<A>> current = clients.get(process);
      if (current.isPresent()) {
        clients.set(process, advance(current.get()));
      } else if (begun < requests) {
        begun++;
        Request<A> request = new Request<>(process, now, store.next(), fate());
        underWay.add(request);
        clients.set(process, Optional.of(request));
      }
    }
  }

  private void readAll(int process) {
    for (A wish : store.finalReads()) {
      tick();
      Request<A> request = new Request<>(process, now, wish, Fate.ANSWERED);
      handle(request);
      tick();
      complete(request);
    }
  }

  private Optional<Request<A>> advance(Request<A> request) {
    if (request.handled()) {
      complete(request);
      return Optional.empty();
    }
    switch (request.fate) {
      case ANSWERED, UNKNOWN -> handle(request);
      case UNKNOWN_AND_LATE -> {
        late.add(request);
        request.handle(Optional.empty());
      }
      case UNKNOWN_AND_NEVER -> {
        underWay.remove(request);
        request.handle(Optional.empty());
      }
    }
    return Optional.of(request);
  }

  private void tick() {
    now += 1 + random.nextInt(3);
    if (!late.isEmpty() && random.nextInt(10) == 0) {
      handle(late.remove(random.nextInt(late.size())));
    }
  }

  private void handle(Request<A> request) {
    underWay.remove(request);
    request.handle(store.apply(request, underWay));
  }

  private void complete(Request<A> request) {
    request.complete(now);
    Outcome outcome =
        !request.answered()
            ? Outcome.UNKNOWN
            : request.answer().isPresent() ? Outcome.OK : Outcome.FAIL;
    history.add(
        new ClientOperation<>(
            request.process,
            "dc" + (1 + request.process % 3),
            request.invoked,
            now,
            outcome,
            outcome == Outcome.OK ? request.answer().orElseThrow() : request.wish));
  }

  private Fate fate() {
    return switch (random.nextInt(30)) {
      case 0 -> Fate.UNKNOWN;
      case 1 -> Fate.UNKNOWN_AND_LATE;
      case 2 -> Fate.UNKNOWN_AND_NEVER;
      default -> Fate.ANSWERED;
    };
  }
}
