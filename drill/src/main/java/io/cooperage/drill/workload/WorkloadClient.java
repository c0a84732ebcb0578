package io.cooperage.drill.workload;

import io.cooperage.api.ErrorCode;
import io.cooperage.client.ApiException;
import io.cooperage.client.ClientConfig;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.UnreachableException;
import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.history.DrillClock;
import io.cooperage.drill.history.Outcome;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
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
  private final ClientConfig door;
  private final CooperageClient api;
  private final Map<String, CooperageClient> others = new HashMap<>();
  private final RandomGenerator random;
  private final DrillClock clock;
  private final AtomicLong values;
  private final Consumer<ClientOperation<Action>> record;

  /**
   * @param door where the datacenter is, and who asks
   * @param values the last value that anybody wrote
   * @param record takes each operation when it has ended
   */
  WorkloadClient(
      int process,
      String datacenter,
      ClientConfig door,
      RandomGenerator random,
      DrillClock clock,
      AtomicLong values,
      Consumer<ClientOperation<Action>> record) {
    this.process = process;
    this.datacenter = datacenter;
    this.door = door;
    this.api = new CooperageClient(door);
    this.random = random;
    this.clock = clock;
    this.values = values;
    this.record = record;
  }

  CooperageClient api() {
    return api;
  }

  /** The same door, as whoever has this token. */
  CooperageClient as(String token) {
    return others.computeIfAbsent(token, other -> new CooperageClient(door.withToken(other)));
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
    return begin(
        wish,
        () -> {
          request.run();
          return true;
        });
  }

  /**
   * Begins what takes its time.
   *
   * @param request whether it is known to be done; if not, it may be done at any time, or never
   */
  boolean begin(Action wish, BooleanSupplier request) {
    return attempt(wish, () -> request.getAsBoolean() ? Optional.of(wish) : Optional.empty(), true)
        .isPresent();
  }

  /** Looks; without an answer it is as if it had not. */
  <A extends Action> Optional<A> read(A wish, Supplier<A> request) {
    return glimpse(wish, () -> Optional.of(request.get()));
  }

  /** Looks for what may not be seen; then too it is as if it had not. */
  <A extends Action> Optional<A> glimpse(A wish, Supplier<Optional<A>> request) {
    return attempt(wish, request, false);
  }

  private <A extends Action> Optional<A> attempt(
      A wish, Supplier<Optional<A>> request, boolean changes) {
    long invoked = clock.now();
    try {
      Optional<A> answer = request.get();
      Outcome without = changes ? Outcome.UNKNOWN : Outcome.FAIL;
      record(invoked, answer.isPresent() ? Outcome.OK : without, answer.orElse(wish));
      return answer;
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
