package io.cooperage.server.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a webhook is.
 *
 * @param position it has all its events up to this one
 * @param attempts at the event that comes next, all in vain
 * @param firstFailedAt the first of these
 * @param failingSince since when nothing got through
 * @param nextAt when the next attempt is due
 */
record Cursor(
    long position,
    int attempts,
    Optional<Instant> firstFailedAt,
    Optional<Instant> failingSince,
    Optional<Instant> nextAt) {

  static Cursor at(long position) {
    return new Cursor(position, 0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean isDue(Instant now) {
    return nextAt.filter(now::isBefore).isEmpty();
  }

  /** The event at {@code delivered} got through. */
  Cursor delivered(long delivered) {
    return at(delivered);
  }

  /** None of the events up to {@code seen} concerns this webhook. */
  Cursor passed(long seen) {
    return new Cursor(seen, attempts, firstFailedAt, failingSince, nextAt);
  }

  Cursor failed(Instant now, Instant next) {
    return new Cursor(
        position,
        attempts + 1,
        Optional.of(firstFailedAt.orElse(now)),
        Optional.of(failingSince.orElse(now)),
        Optional.of(next));
  }

  /** The event at {@code dead} is given up; still nothing has got through. */
  Cursor gaveUp(long dead, Instant now) {
    return new Cursor(
        dead, 0, Optional.empty(), Optional.of(failingSince.orElse(now)), Optional.empty());
  }
}
