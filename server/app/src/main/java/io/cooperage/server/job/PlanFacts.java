package io.cooperage.server.job;

import io.cooperage.api.ClusterOperation;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.ClusterSpec;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.SpecOrigin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that the planning of a job reads.
 *
 * @param outdated what the cluster was made from, if the catalogue is another one now
 * @param renewed {@code spec} is not the one that is stored
 * @param gone datacenters that are lost
 */
record PlanFacts(
    JobRow job,
    ClusterRow cluster,
    ClusterSpec spec,
    Optional<SpecOrigin> outdated,
    boolean renewed,
    List<NodeRow> nodes,
    Set<String> gone) {

  boolean creates() {
    return job.operation() == ClusterOperation.CREATE;
  }

  /** The same with what the present catalogue makes of the cluster. */
  PlanFacts with(ClusterSpec present) {
    return new PlanFacts(job, cluster, present, Optional.empty(), true, nodes, gone);
  }
}
