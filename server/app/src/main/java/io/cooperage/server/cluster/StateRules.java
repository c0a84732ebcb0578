package io.cooperage.server.cluster;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobProgress;
import io.cooperage.server.web.ProblemException;
import java.util.Optional;

/** Refuses a change of a cluster in a state from which it does not go, with what goes. Pure. */
final class StateRules {
  private StateRules() {}

  /**
   * @param progress of the job that runs on it, if known
   * @throws ProblemException WRONG_STATE
   */
  static void check(ClusterRow cluster, ClusterChange change, Optional<JobProgress> progress) {
    if (!change.isAllowedFrom(cluster.state())) {
      throw new ProblemException(ErrorCode.WRONG_STATE, why(cluster, change, progress));
    }
  }

  private static String why(
      ClusterRow cluster, ClusterChange change, Optional<JobProgress> progress) {
    String so = "so it cannot be " + change.participle();
    return switch (cluster.state()) {
      case PENDING ->
          "Cluster %s is pending (job %s%s), %s. Wait for the job, or abort it: POST /v3/jobs/%s/abort."
              .formatted(
                  cluster.id(),
                  cluster.id().job(cluster.activeJob()),
                  progress.map(StateRules::far).orElse(""),
                  so,
                  cluster.id().job(cluster.activeJob()));
      case INCOMPLETE ->
          "Cluster %s is incomplete%s, %s. It can be deleted: DELETE /v3/clusters/%s."
              .formatted(cluster.id(), because(cluster), so, cluster.id());
      case INCONSISTENT ->
          ("Cluster %s is inconsistent%s, %s. Reconfigure it first, which finishes what was begun:"
                  + " POST /v3/clusters/%s/reconfigure.")
              .formatted(cluster.id(), because(cluster), so, cluster.id());
      case TERMINATED ->
          "Cluster %s is terminated, %s; nothing is left of it. Create another one."
              .formatted(cluster.id(), so);
      case ACTIVE ->
          "Cluster %s is active, %s. Look at what it is before you change it."
              .formatted(cluster.id(), so);
    };
  }

  private static String far(JobProgress progress) {
    return ", %d of %d tasks done".formatted(progress.tasksDone(), progress.tasksTotal());
  }

  private static String because(ClusterRow cluster) {
    return cluster.message().isEmpty() ? "" : " (" + cluster.message() + ")";
  }
}
