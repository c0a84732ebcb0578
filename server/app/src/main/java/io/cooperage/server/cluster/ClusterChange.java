package io.cooperage.server.cluster;

import io.cooperage.api.ClusterState;
import java.util.Set;

/** The kinds of change to a cluster that is there: from which states, and how they are called. */
enum ClusterChange {
  RECONFIGURE(
      "cluster.reconfigure", "reconfigured", ClusterState.ACTIVE, ClusterState.INCONSISTENT),
  SYNC(
      "cluster.sync", "brought up to its template", ClusterState.ACTIVE, ClusterState.INCONSISTENT),
  ADD_SERVICES("cluster.services.add", "given services", ClusterState.ACTIVE),
  REMOVE_SERVICES("cluster.services.remove", "rid of services", ClusterState.ACTIVE),
  START_SERVICES("cluster.services.start", "told to start services", ClusterState.ACTIVE),
  STOP_SERVICES("cluster.services.stop", "told to stop services", ClusterState.ACTIVE),
  RESTART_SERVICES("cluster.services.restart", "told to restart services", ClusterState.ACTIVE),
  SCALE("cluster.scale", "scaled", ClusterState.ACTIVE),
  EXTEND_LEASE(
      "cluster.lease",
      "given a longer lease",
      ClusterState.ACTIVE,
      ClusterState.INCONSISTENT,
      ClusterState.INCOMPLETE,
      ClusterState.PENDING);

  private final String action;
  private final String participle;
  private final Set<ClusterState> from;

  ClusterChange(String action, String participle, ClusterState... from) {
    this.action = action;
    this.participle = participle;
    this.from = Set.of(from);
  }

  /** The name of its transaction and of its audit line. */
  String action() {
    return action;
  }

  /** For sentences: "so it cannot be scaled". */
  String participle() {
    return participle;
  }

  boolean isAllowedFrom(ClusterState state) {
    return from.contains(state);
  }
}
