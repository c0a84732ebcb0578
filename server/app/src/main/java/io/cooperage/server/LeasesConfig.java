package io.cooperage.server;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.AssertTrue;
import java.util.concurrent.TimeUnit;

/**
 * How fast a dead datacenter is noticed.
 *
 * @param beat how often a server renews its lease; default 700 ms
 * @param lease how long its beat may stand still before others take over; default 4 s
 * @param margin a server that could not renew for lease − margin stops acting; default 1 s
 */
public record LeasesConfig(
    @DurationRange(
            min = 100,
            max = 10000,
            unit = TimeUnit.MILLISECONDS,
            message = "must be 100ms to 10s, such as 700ms")
        Duration beat,
    @DurationRange(
            min = 1,
            max = 300,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 5m, such as 4s")
        Duration lease,
    @DurationRange(
            min = 100,
            max = 60000,
            unit = TimeUnit.MILLISECONDS,
            message = "must be 100ms to 1m, such as 1s")
        Duration margin) {
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
