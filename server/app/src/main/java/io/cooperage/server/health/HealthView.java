package io.cooperage.server.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** Everything that people and alarms ask about a server. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record HealthView(
    String status,
    Optional<String> reason,
    String datacenter,
    String server,
    NodeView node,
    MembershipView membership,
    ZooKeeperView zookeeper,
    List<String> datacentersUp) {

  /** The database node. */
  @Schema(name = "HealthNodeView")
  record NodeView(
      boolean usable,
      String reason,
      boolean primary,
      boolean ready,
      int localState,
      int clusterSize) {}

  /** The server's own lease. */
  record MembershipView(boolean joined, boolean leaseValid, boolean draining, long epoch) {}

  /** The datacenter's ZooKeeper; degraded = away. */
  record ZooKeeperView(boolean degraded, boolean leader) {}
}
