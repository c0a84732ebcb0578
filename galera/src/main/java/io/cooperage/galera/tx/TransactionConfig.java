package io.cooperage.galera.tx;

import java.time.Duration;

/**
 * How long and how often a transaction is tried.
 *
 * @param deadline no new try is begun after this long
 * @param resolve how long to look for the outcome of a COMMIT that was not answered
 * @param firstBackoff mean wait before the second try; doubles from try to try, jittered by half
 * @param longestBackoff where the doubling ends
 */
public record TransactionConfig(
    Duration deadline, Duration resolve, Duration firstBackoff, Duration longestBackoff) {

  public TransactionConfig {
    if (firstBackoff.toMillis() < 1 || longestBackoff.compareTo(firstBackoff) < 0) {
      throw new IllegalArgumentException(
          "transactions.firstBackoff is %s and longestBackoff is %s; need 1 ms <= first <= longest"
              .formatted(firstBackoff, longestBackoff));
    }
  }

  /** The safe defaults. */
  public static TransactionConfig defaults() {
    return new TransactionConfig(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofMillis(4),
        Duration.ofMillis(250));
  }

  /** The same with another deadline. */
  public TransactionConfig withDeadline(Duration other) {
    return new TransactionConfig(other, resolve, firstBackoff, longestBackoff);
  }

  /** The same with another time for the resolution of unknown outcomes. */
  public TransactionConfig withResolve(Duration other) {
    return new TransactionConfig(deadline, other, firstBackoff, longestBackoff);
  }
}
