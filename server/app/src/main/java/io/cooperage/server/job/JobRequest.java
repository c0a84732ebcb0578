package io.cooperage.server.job;

import io.cooperage.server.cluster.JobOrder;
import java.util.Set;

/**
 * What a job's planner has to know beside the cluster; stored with the job, by earlier releases
 * without the last three.
 *
 * @param wasRunning the cluster's services may run
 * @param revoked tasks of a job that was aborted or failed before may still be ending on the nodes
 * @param services those meant; empty = all
 * @param nodes the numbers of those meant; empty = all
 * @param repairs the cluster was inconsistent: what was begun and not finished is to be finished
 */
record JobRequest(
    boolean wasRunning,
    boolean revoked,
    Set<String> services,
    Set<Integer> nodes,
    Boolean repairs) {
  JobRequest {
    services = services == null ? Set.of() : Set.copyOf(services);
    nodes = nodes == null ? Set.of() : Set.copyOf(nodes);
    repairs = repairs != null && repairs;
  }

  JobRequest(boolean wasRunning, boolean revoked) {
    this(wasRunning, revoked, Set.of(), Set.of(), false);
  }

  static JobRequest of(JobOrder order, boolean revoked) {
    return new JobRequest(
        order.wasRunning(), revoked, order.services(), order.nodes(), order.repairs());
  }
}
