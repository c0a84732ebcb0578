package io.cooperage.drill.check;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A store in memory that does one request at a time, and so is correct, unless it is given a bug.
 * Then it does one thing wrong, once, at the first moment at which its clients must notice.
 */
abstract class SimulatedStore<A extends Action> {

  final Random random;
  private boolean buggy;
  private boolean fired;

  /**
   * @param buggy whether its bug is still to show
   */
  SimulatedStore(Random random, boolean buggy) {
    this.random = random;
    this.buggy = buggy;
  }

  /** What a client wants next. */
  abstract A next();

  /** Reads everything, one request after the other, when all clients are done. */
  abstract List<A> finalReads();

  /**
   * Takes effect, now.
   *
   * @param underWay all requests that have begun and have had no effect yet, without this one
   * @return the action with its answer; empty = refused
   */
  abstract Optional<A> apply(Request<A> request, List<Request<A>> underWay);

  /** Whether the bug has shown. */
  boolean fired() {
    return fired;
  }

  /** Whether the bug may show in the answer to this request, which its client will hear. */
  boolean mayShow(Request<A> request) {
    return buggy && request.answered();
  }

  /** The bug shows, and is gone. */
  boolean show() {
    buggy = false;
    fired = true;
    return true;
  }

  <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
