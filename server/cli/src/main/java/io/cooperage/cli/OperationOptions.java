package io.cooperage.cli;

import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.DryRun;
import io.cooperage.client.ClusterOperations;
import io.cooperage.client.CooperageClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** On which cluster, and whether only to show, only to begin, or to wait for the end. */
final class OperationOptions {
  @Parameters(index = "0", paramLabel = "ID", description = "Such as 00000042, or 42.")
  private ClusterId id;

  @Option(names = "--dry-run", description = "Show the layout and the steps; change nothing.")
  private boolean dryRun;

  @Option(names = "--wait", description = "Wait until the cluster is active again.")
  private boolean wait;

  @Mixin private WaitOptions patience;

  ClusterId id() {
    return id;
  }

  boolean isDryRun() {
    return dryRun;
  }

  void run(ClusterOperations.Wish wish, CooperageClient client, Terminal terminal) {
    if (dryRun) {
      DryRun plan = wish.plan();
      terminal.print(plan, () -> ClusterText.plan(plan));
      return;
    }
    Accepted accepted = wish.begin();
    if (wait) {
      terminal.say("Job " + accepted.job() + " has begun.");
      ClusterView cluster =
          new ClusterWatch(client, terminal, patience.timeout()).until(id, ClusterState.ACTIVE);
      terminal.print(cluster, () -> ClusterText.details(cluster));
    } else {
      terminal.print(
          accepted,
          () ->
              "Job %s has begun. Watch it: cooperage cluster wait %s"
                  .formatted(accepted.job(), id));
    }
  }
}
