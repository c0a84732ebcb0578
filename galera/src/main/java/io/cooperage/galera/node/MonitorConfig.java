package io.cooperage.galera.node;

import java.time.Duration;

/**
 * How the local node is watched.
 *
 * @param interval time between two looks at the node
 * @param timeout a node that answers slower than this is not usable
 * @param usableAsDonor whether a node that feeds a joining member may serve (true with mariabackup,
 *     false with rsync, which blocks the donor)
 * @param maximumReceiveQueue write sets that may wait to be applied before the node counts as
 *     lagging
 */
public record MonitorConfig(
    Duration interval, Duration timeout, boolean usableAsDonor, int maximumReceiveQueue) {

  public MonitorConfig {
    if (interval.isNegative() || interval.isZero() || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "monitor.interval is %s and monitor.timeout is %s; both must be positive"
              .formatted(interval, timeout));
    }
  }

  /** The safe defaults. */
  public static MonitorConfig defaults() {
    return new MonitorConfig(Duration.ofMillis(250), Duration.ofSeconds(1), true, 20_000);
  }
}
