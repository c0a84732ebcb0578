package io.cooperage.server;

import io.dropwizard.util.Duration;
import jakarta.validation.constraints.NotBlank;

/**
 * The ZooKeeper of this datacenter.
 *
 * @param quorum host:port, comma separated
 * @param sessionTimeout after which a silent server is gone; default 4 s
 */
public record ZooKeeperConfig(
    @NotBlank(message = "is missing: list the ZooKeeper hosts of this datacenter as host:port")
        String quorum,
    Duration sessionTimeout) {
  public ZooKeeperConfig {
    sessionTimeout = sessionTimeout == null ? Duration.seconds(4) : sessionTimeout;
  }
}
