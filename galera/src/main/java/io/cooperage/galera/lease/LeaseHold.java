package io.cooperage.galera.lease;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long the holder may still believe in its lease without asking: lease time less margin, from
 * the moment before the last successful renewal was sent. Others wait the whole lease time, so a
 * holder that looks here before it acts stops before anybody takes over. Thread-safe.
 */
public final class LeaseHold {

  private final long validNanos;
  private final LongSupplier nanoClock;
  private final AtomicLong renewedAt;

  /**
   * @param claimStarted the clock's value before the claim was sent
   */
  public LeaseHold(Duration leaseTime, Duration margin, LongSupplier nanoClock, long claimStarted) {
    if (margin.compareTo(leaseTime) >= 0) {
      throw new IllegalArgumentException(
          "the margin %s must be shorter than the lease time %s".formatted(margin, leaseTime));
    }
    this.validNanos = leaseTime.minus(margin).toNanos();
    this.nanoClock = nanoClock;
    this.renewedAt = new AtomicLong(claimStarted);
  }

  /** The lease was renewed by a request that left at this value of the clock. */
  public void renewed(long renewalStarted) {
    renewedAt.accumulateAndGet(renewalStarted, (a, b) -> b - a > 0 ? b : a);
  }

  /** Whether the holder may act. */
  public boolean isValid() {
    return nanoClock.getAsLong() - renewedAt.get() < validNanos;
  }
}
