package io.cooperage.drill.workload;

import io.cooperage.api.ErrorCode;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.UnreachableException;
import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.history.DrillClock;
import io.cooperage.drill.history.Outcome;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A client that sends one request after the other to one datacenter, and records each. Used by one
 * thread.
 *
 * <p>A write fails for certain only if it was refused by a final 4xx, or never sent. After anything
 * else it may have happened: the load balancers repeat requests, and the last answer is not always
 * that of the request that did it.
 */
public final class WorkloadClient {

  private final int process;
  private final String datacenter;
  private final CooperageClient api;
  private final RandomGenerator random;
  private final DrillClock clock;
  private final AtomicLong values;
  private final Consumer<ClientOperation<Action>> record;

  /**
   * @param values the last value that anybody wrote
   * @param record takes each operation when it has ended
   */
  WorkloadClient(
      int process,
      String datacenter,
      CooperageClient api,
      RandomGenerator random,
      DrillClock clock,
      AtomicLong values,
      Consumer<ClientOperation<Action>> record) {
    this.process = process;
    this.datacenter = datacenter;
    this.api = api;
    this.random = random;
    this.clock = clock;
    this.values = values;
    this.record = record;
  }

  CooperageClient api() {
    return api;
  }

  RandomGenerator random() {
    return random;
  }

  /** A value that nobody else writes. */
  long value() {
    return values.incrementAndGet();
  }

  /** Changes something; the wish is also what is recorded if it is acknowledged. */
  boolean write(Action wish, Runnable request) {
    return write(
            wish,
            () -> {
              request.run();
              return wish;
            })
        .isPresent();
  }

  /** Changes something, and records what the request says that was acknowledged. */
  <A extends Action> Optional<A> write(A wish, Supplier<A> request) {
    return attempt(wish, request, true);
  }

  /** Looks; without an answer it is as if it had not. */
  <A extends Action> Optional<A> read(A wish, Supplier<A> request) {
    return attempt(wish, request, false);
  }

  private <A extends Action> Optional<A> attempt(A wish, Supplier<A> request, boolean changes) {
    long invoked = clock.now();
    try {
      A answer = request.get();
      record(invoked, Outcome.OK, answer);
      return Optional.of(answer);
    } catch (ApiException e) {
      record(invoked, changes && !refused(e) ? Outcome.UNKNOWN : Outcome.FAIL, wish);
    } catch (UnreachableException e) {
      record(invoked, changes && !neverSent(e) ? Outcome.UNKNOWN : Outcome.FAIL, wish);
    }
    return Optional.empty();
  }

  private void record(long invoked, Outcome outcome, Action action) {
    record.accept(
        new ClientOperation<>(process, datacenter, invoked, clock.now(), outcome, action));
  }

  /** Another attempt under the same key may be under way yet, or this one was not looked at. */
  private static boolean refused(ApiException answer) {
    return answer.status() >= 400
        && answer.status() < 500
        && answer.status() != 429
        && !answer.is(ErrorCode.IDEMPOTENCY_IN_PROGRESS);
  }

  private static boolean neverSent(UnreachableException failure) {
    return failure.getCause() instanceof ConnectException
        || failure.getCause() instanceof HttpConnectTimeoutException;
  }
}
