package io.cooperage.drill.workload;

import io.cooperage.api.ClusterView;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TenantView;

/** Of what a tenant may have so much and no more. */
public enum Quota {
  CLUSTERS,
  MACHINES;

  private static final int NO_LIMIT = -1;

  /** A tenant with this limit and no other. */
  TenantRequest of(String tenant, int limit) {
    return switch (this) {
      case CLUSTERS -> new TenantRequest(tenant, limit, NO_LIMIT, NO_LIMIT);
      case MACHINES -> new TenantRequest(tenant, NO_LIMIT, limit, NO_LIMIT);
    };
  }

  /** What a tenant's counter says that is left. */
  long free(TenantView tenant) {
    return switch (this) {
      case CLUSTERS -> tenant.maxClusters() - tenant.clusters();
      case MACHINES -> tenant.maxNodes() - tenant.nodes();
    };
  }

  /** What a cluster of so many machines takes. */
  long taken(int machines) {
    return switch (this) {
      case CLUSTERS -> 1;
      case MACHINES -> machines;
    };
  }

  /** What a cluster that nothing is done to really has. */
  long held(ClusterView cluster) {
    return switch (cluster.status()) {
      case TERMINATED -> 0;
      case ACTIVE -> taken(cluster.nodes().size());
      case PENDING, INCOMPLETE, INCONSISTENT -> taken(cluster.numMachines());
    };
  }
}
