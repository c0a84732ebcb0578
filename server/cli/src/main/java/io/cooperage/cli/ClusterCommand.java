package io.cooperage.cli;

import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterSummary;
import io.cooperage.api.ClusterView;
import io.cooperage.api.DryRun;
import io.cooperage.api.JobView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage cluster}. */
@Command(
    name = "cluster",
    description = "Create, look at, change and delete clusters.",
    subcommands = {
      ClusterCommand.Create.class,
      ClusterCommand.Plan.class,
      ClusterCommand.ListAll.class,
      ClusterCommand.Get.class,
      ClusterCommand.Jobs.class,
      ReconfigureCommand.class,
      ClusterServicesCommand.class,
      ScaleCommand.class,
      SyncCommand.class,
      ExtendCommand.class,
      ClusterCommand.Delete.class,
      ClusterCommand.Wait.class
    })
final class ClusterCommand extends GroupCommand {

  /** {@code cluster create}. */
  @Command(name = "create", description = "Create a cluster from a template.")
  static final class Create extends ApiCommand {
    @Mixin private ClusterOptions wanted;
    @Mixin private WaitOptions patience;

    @Option(names = "--wait", description = "Wait until it is active, and show its links.")
    private boolean wait;

    @Option(
        names = "--idempotency-key",
        paramLabel = "KEY",
        description = "Asking again with the same key, anywhere, gives the same cluster.")
    private Optional<String> key;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      ClusterCreateRequest request = wanted.request(this);
      Accepted accepted =
          key.map(given -> client.clusters().create(request, given))
              .orElseGet(() -> client.clusters().create(request));
      if (wait) {
        terminal.say("Cluster " + accepted.id() + " is accepted as job " + accepted.job() + ".");
        ClusterView cluster =
            new ClusterWatch(client, terminal, patience.timeout())
                .until(accepted.id(), ClusterState.ACTIVE);
        terminal.print(cluster, () -> ClusterText.details(cluster));
      } else {
        terminal.print(
            accepted,
            () ->
                "Cluster %s is accepted as job %s. Watch it: cooperage cluster wait %s"
                    .formatted(accepted.id(), accepted.job(), accepted.id()));
      }
    }
  }

  /** {@code cluster plan}. */
  @Command(
      name = "plan",
      description =
          "Show which services would go on which machines, and the steps; change nothing.")
  static final class Plan extends ApiCommand {
    @Mixin private ClusterOptions wanted;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      DryRun plan = client.clusters().plan(wanted.request(this));
      terminal.print(plan, () -> ClusterText.plan(plan));
    }
  }

  /** {@code cluster list}. */
  @Command(name = "list", description = "List clusters.")
  static final class ListAll extends ApiCommand {
    @Option(names = "--all", description = "Also those that are terminated.")
    private boolean all;

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state.")
    private Optional<String> state;

    @Option(names = "--owner", paramLabel = "USER", description = "Only those of this user.")
    private Optional<String> owner;

    @Option(names = "--name", paramLabel = "NAME", description = "Only those of this name.")
    private Optional<String> name;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      Optional<ClusterState> wanted = state.map(this::parse);
      List<ClusterSummary> clusters =
          Paged.all(after -> client.clusters().list(wanted, owner, name, Paged.SIZE, after))
              .stream()
              .filter(
                  cluster ->
                      all || wanted.isPresent() || cluster.status() != ClusterState.TERMINATED)
              .toList();
      terminal.print(clusters, () -> ClusterText.table(clusters));
    }

    private ClusterState parse(String text) {
      try {
        return ClusterState.parse(text);
      } catch (IllegalArgumentException e) {
        throw usage(e.getMessage());
      }
    }
  }

  /** {@code cluster get}. */
  @Command(name = "get", description = "Show a cluster with its machines and links.")
  static final class Get extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "Such as 00000042, or 42.")
    private ClusterId id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      ClusterView cluster = client.clusters().get(id);
      terminal.print(cluster, () -> ClusterText.details(cluster));
    }
  }

  /** {@code cluster jobs}. */
  @Command(name = "jobs", description = "List all that was done to a cluster.")
  static final class Jobs extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "Such as 00000042, or 42.")
    private ClusterId id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<JobView> jobs = Paged.all(after -> client.clusters().jobs(id, Paged.SIZE, after));
      terminal.print(jobs, () -> JobText.jobs(jobs));
    }
  }

  /** {@code cluster delete}. */
  @Command(name = "delete", description = "Delete a cluster and its machines.")
  static final class Delete extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "Such as 00000042, or 42.")
    private ClusterId id;

    @Option(names = "--wait", description = "Wait until it is terminated.")
    private boolean wait;

    @Mixin private WaitOptions patience;

    @Option(names = "--dry-run", description = "Show the steps; change nothing.")
    private boolean dryRun;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      if (dryRun) {
        DryRun plan = client.clusters().planDelete(id);
        terminal.print(plan, () -> ClusterText.plan(plan));
        return;
      }
      Accepted accepted = client.clusters().delete(id);
      if (wait) {
        new ClusterWatch(client, terminal, patience.timeout()).until(id, ClusterState.TERMINATED);
      }
      terminal.print(
          accepted,
          () ->
              wait
                  ? "Cluster " + id + " is terminated."
                  : "Cluster %s is being deleted by job %s.".formatted(id, accepted.job()));
    }
  }

  /** {@code cluster wait}. */
  @Command(name = "wait", description = "Wait until a cluster is in a state.")
  static final class Wait extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "Such as 00000042, or 42.")
    private ClusterId id;

    @Option(
        names = "--for",
        paramLabel = "STATE",
        defaultValue = "active",
        description = "active or terminated. Default: ${DEFAULT-VALUE}.")
    private ClusterState state;

    @Mixin private WaitOptions patience;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      ClusterView cluster = new ClusterWatch(client, terminal, patience.timeout()).until(id, state);
      terminal.print(cluster, () -> ClusterText.details(cluster));
    }
  }
}
