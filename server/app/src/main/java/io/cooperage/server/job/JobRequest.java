package io.cooperage.server.job;

import io.cooperage.server.cluster.SpecOrigin;
import java.util.Optional;

/**
 * What a job's planner has to know beside the cluster; stored with the job.
 *
 * @param wasRunning the cluster's services may run
 * @param revoked tasks of a job that was aborted or failed before may still be ending on the nodes
 * @param origin of a new cluster: what it was made from
 */
record JobRequest(boolean wasRunning, boolean revoked, Optional<SpecOrigin> origin) {
  static JobRequest of(boolean wasRunning, boolean revoked) {
    return new JobRequest(wasRunning, revoked, Optional.empty());
  }

  static JobRequest first(SpecOrigin origin) {
    return new JobRequest(false, false, Optional.of(origin));
  }
}
