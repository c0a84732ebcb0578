package io.cooperage.server;

import io.dropwizard.util.Duration;
import jakarta.validation.constraints.AssertTrue;

/**
 * How fast a dead datacenter is noticed.
 *
 * @param beat how often a server renews its lease; default 700 ms
 * @param lease how long its beat may stand still before others take over; default 4 s
 * @param margin a server that could not renew for lease − margin stops acting; default 1 s
 */
public record LeasesConfig(Duration beat, Duration lease, Duration margin) {
  public LeasesConfig {
    beat = beat == null ? Duration.milliseconds(700) : beat;
    lease = lease == null ? Duration.seconds(4) : lease;
    margin = margin == null ? Duration.seconds(1) : margin;
  }

  static LeasesConfig defaults() {
    return new LeasesConfig(null, null, null);
  }

  @AssertTrue(
      message =
          "lease must be longer than margin and two beats together: raise leases.lease or lower"
              + " leases.beat")
  public boolean isRenewableInTime() {
    return lease.toMilliseconds() > margin.toMilliseconds() + 2 * beat.toMilliseconds();
  }
}
