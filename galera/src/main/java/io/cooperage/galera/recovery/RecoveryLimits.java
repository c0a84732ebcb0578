package io.cooperage.galera.recovery;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param look at all nodes, recovery of positions included
 * @param begin until the first node is synced
 * @param join until a node is synced, a whole copy included
 * @param agree until all nodes say the same
 */
public record RecoveryLimits(Duration look, Duration begin, Duration join, Duration agree) {

  /** Two minutes to look, three to begin, an hour for a whole copy, half a minute to agree. */
  public static RecoveryLimits standard() {
    return new RecoveryLimits(
        Duration.ofMinutes(2), Duration.ofMinutes(3), Duration.ofHours(1), Duration.ofSeconds(30));
  }
}
