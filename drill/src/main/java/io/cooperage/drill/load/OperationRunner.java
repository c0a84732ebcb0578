package io.cooperage.drill.load;

import io.cooperage.drill.history.DrillClock;
import io.cooperage.drill.history.Ledger;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.LedgerEvent.Completed;
import io.cooperage.drill.history.LedgerEvent.Invoked;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.history.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Sends an operation, repeats it as the policy says, and records each request. Thread-safe. */
final class OperationRunner {

  private final Door door;
  private final RetryPolicy policy;
  private final DrillClock clock;
  private final Ledger ledger;
  private final ScheduledExecutorService scheduler;

  OperationRunner(
      Door door,
      RetryPolicy policy,
      DrillClock clock,
      Ledger ledger,
      ScheduledExecutorService scheduler) {
    this.door = door;
    this.policy = policy;
    this.clock = clock;
    this.ledger = ledger;
    this.scheduler = scheduler;
  }

  /**
   * The cluster that the acknowledgement names, if there was one.
   *
   * @param calls what is sent at which attempt, counted from 1
   */
  CompletableFuture<Optional<String>> run(Invoked invoked, IntFunction<Call> calls) {
    CompletableFuture<Optional<String>> done = new CompletableFuture<>();
    attempt(invoked, calls, 1, false, done);
    return done;
  }

  private void attempt(
      Invoked invoked,
      IntFunction<Call> calls,
      int number,
      boolean doubt,
      CompletableFuture<Optional<String>> done) {
    long sent = clock.now();
    door.send(calls.apply(number))
        .whenComplete(
            (reply, failure) -> {
              Reply known =
                  failure == null
                      ? reply
                      : Reply.broken(Verdict.UNKNOWN, "client_error", failure.toString());
              Attempted attempted = attempted(invoked, number, sent, known);
              ledger.record(attempted);
              next(invoked, calls, attempted, known, doubt, done);
            });
  }

  private void next(
      Invoked invoked,
      IntFunction<Call> calls,
      Attempted attempted,
      Reply reply,
      boolean doubtBefore,
      CompletableFuture<Optional<String>> done) {
    boolean doubt = doubtBefore || attempted.verdict() == Verdict.UNKNOWN;
    if (attempted.verdict() == Verdict.OK) {
      complete(invoked, Outcome.OK, done, attempted.cluster());
      return;
    }
    Optional<Duration> pause =
        reply.retry()
            ? policy.pause(
                attempted.number(),
                Duration.ofNanos((clock.now() - invoked.intended()) * 1_000),
                reply.retryAfter(),
                ThreadLocalRandom.current())
            : Optional.empty();
    if (pause.isPresent()) {
      scheduler.schedule(
          () -> attempt(invoked, calls, attempted.number() + 1, doubt, done),
          pause.get().toMillis(),
          TimeUnit.MILLISECONDS);
    } else {
      Outcome outcome = doubt && invoked.kind().write() ? Outcome.UNKNOWN : Outcome.FAIL;
      complete(invoked, outcome, done, Optional.empty());
    }
  }

  private void complete(
      Invoked invoked,
      Outcome outcome,
      CompletableFuture<Optional<String>> done,
      Optional<String> cluster) {
    ledger.record(new Completed(invoked.op(), clock.now(), outcome));
    done.complete(cluster);
  }

  private Attempted attempted(Invoked invoked, int number, long sent, Reply reply) {
    boolean ok = reply.verdict() == Verdict.OK;
    return new Attempted(
        invoked.op(),
        number,
        sent,
        clock.now(),
        reply.verdict(),
        reply.status(),
        reply.code(),
        ok ? text(reply, "id") : Optional.empty(),
        ok ? text(reply, "job") : Optional.empty(),
        reply.replayed(),
        reply.datacenter(),
        reply.requestId(),
        reply.retryAfter().isPresent()
            ? Optional.of(reply.retryAfter().getAsInt())
            : Optional.empty(),
        reply.detail());
  }

  private static Optional<String> text(Reply reply, String field) {
    return Optional.ofNullable(reply.body().path(field).textValue());
  }
}
