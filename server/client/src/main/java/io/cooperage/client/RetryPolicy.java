package io.cooperage.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and after which pause a call is repeated. The pause doubles from {@code first} to
 * {@code longest}, with jitter; a server's {@code Retry-After} makes it longer, never shorter.
 */
public record RetryPolicy(int maxAttempts, Duration first, Duration longest) {
  /** Repeats until the deadline: 50 ms, 100 ms … 1 s. */
  public static RetryPolicy standard() {
    return new RetryPolicy(Integer.MAX_VALUE, Duration.ofMillis(50), Duration.ofSeconds(1));
  }

  /** Every call is tried once: for those who count each attempt, and for tests. */
  public static RetryPolicy none() {
    return new RetryPolicy(1, Duration.ZERO, Duration.ZERO);
  }

  Duration pauseAfter(int attempt, Duration retryAfter) {
    long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
    long jittered = full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1);
    return Duration.ofMillis(Math.max(jittered, retryAfter.toMillis()));
  }
}
