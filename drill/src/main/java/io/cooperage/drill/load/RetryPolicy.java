package io.cooperage.drill.load;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * How a client repeats, with the same key: after what the server asked for, or a jittered, doubling
 * pause, until its patience ends.
 */
record RetryPolicy(int attempts, Duration firstPause, Duration longestPause, Duration patience) {

  static final RetryPolicy CLIENT =
      new RetryPolicy(12, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(30));

  static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /**
   * Whether and when to try again.
   *
   * @param done attempts made
   * @param waited since the intended start
   * @return the pause before the next attempt; empty = give up
   */
  Optional<Duration> pause(
      int done, Duration waited, OptionalInt retryAfterSeconds, RandomGenerator random) {
    if (done >= attempts) {
      return Optional.empty();
    }
    long doubling = firstPause.toMillis() << Math.min(done - 1, 10);
    long bounded = Math.min(doubling, longestPause.toMillis());
    long jittered = bounded / 2 + random.nextLong(bounded / 2 + 1);
    Duration pause =
        retryAfterSeconds.isPresent()
            ? Duration.ofSeconds(retryAfterSeconds.getAsInt()).plusMillis(jittered / 4)
            : Duration.ofMillis(jittered);
    return waited.plus(pause).compareTo(patience) < 0 ? Optional.of(pause) : Optional.empty();
  }
}
