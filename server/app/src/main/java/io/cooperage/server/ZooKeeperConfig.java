package io.cooperage.server;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.NotBlank;
import java.util.concurrent.TimeUnit;

/**
 * The ZooKeeper of this datacenter.
 *
 * @param quorum host:port, comma separated
 * @param sessionTimeout after which a silent server is gone; default 4 s
 */
public record ZooKeeperConfig(
    @NotBlank(message = "is missing: list the ZooKeeper hosts of this datacenter as host:port")
        String quorum,
    @DurationRange(
            min = 1,
            max = 60,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 1m, such as 4s")
        Duration sessionTimeout) {
  public ZooKeeperConfig {
    sessionTimeout = sessionTimeout == null ? Duration.seconds(4) : sessionTimeout;
  }
}
