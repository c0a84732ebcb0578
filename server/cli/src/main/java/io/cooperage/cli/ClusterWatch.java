package io.cooperage.cli;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.JobProgress;
import io.cooperage.client.CooperageClient;
import java.time.Duration;
import java.util.Optional;

/** Waits for a cluster to get into a state, and shows how far its job is. */
final class ClusterWatch {
  private final CooperageClient client;
  private final Watch watch;

  ClusterWatch(CooperageClient client, Terminal terminal, Duration timeout) {
    this.client = client;
    this.watch = new Watch(timeout, terminal);
  }

  /**
   * @throws RefusedException if it ends in another state
   */
  ClusterView until(ClusterId id, ClusterState wanted) {
    return watch.until(() -> look(id, wanted), "cluster " + id + " to be " + wanted.wire());
  }

  private Optional<ClusterView> look(ClusterId id, ClusterState wanted) {
    ClusterView cluster = client.clusters().get(id);
    if (cluster.status() == wanted) {
      watch.progress("Cluster " + id + " is " + wanted.wire() + ".");
      return Optional.of(cluster);
    }
    boolean stillPossible =
        cluster.status() == ClusterState.PENDING
            || (wanted == ClusterState.TERMINATED && cluster.progress().isPresent());
    if (!stillPossible) {
      throw new RefusedException(
          "Cluster %s is %s, not %s: %s%nLook closer: cooperage job tasks %s"
              .formatted(
                  id,
                  cluster.status().wire(),
                  wanted.wire(),
                  cluster.statusMessage(),
                  cluster.latestJob()));
    }
    watch.progress(cluster.progress().map(ClusterWatch::line).orElse("Cluster " + id + " waits"));
    return Optional.empty();
  }

  private static String line(JobProgress progress) {
    String waits = progress.waitsFor();
    return "Job %s %s: %d of %d tasks done%s"
        .formatted(
            progress.job(),
            progress.status().wire(),
            progress.tasksDone(),
            progress.tasksTotal(),
            waits == null || waits.isEmpty() ? "" : ", waits for " + waits);
  }
}
