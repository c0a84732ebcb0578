package io.cooperage.server.job;

import io.cooperage.api.ClusterOperation;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.ClusterSpec;
import io.cooperage.server.cluster.NodeRow;
import java.util.List;
import java.util.Set;

/**
 * Everything that the planning of a job reads.
 *
 * @param gone datacenters that are lost
 */
record PlanFacts(
    JobRow job, ClusterRow cluster, ClusterSpec spec, List<NodeRow> nodes, Set<String> gone) {

  boolean creates() {
    return job.operation() == ClusterOperation.CREATE;
  }
}
