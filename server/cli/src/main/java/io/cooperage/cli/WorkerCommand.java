package io.cooperage.cli;

import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage worker}. */
@Command(
    name = "worker",
    description = "Look at workers, and take them out of and into service.",
    subcommands = {
      WorkerCommand.ListAll.class,
      WorkerCommand.Get.class,
      WorkerCommand.Drain.class,
      WorkerCommand.Undrain.class
    })
final class WorkerCommand extends GroupCommand {

  /** {@code worker list}. */
  @Command(name = "list", description = "List the workers of all datacenters.")
  static final class ListAll extends ApiCommand {
    @Option(names = "--datacenter", paramLabel = "NAME", description = "Only those of one.")
    private String datacenter;

    @Option(
        names = "--label",
        paramLabel = "NAME=VALUE",
        description = "Only those that carry it; may be given several times.")
    private List<String> labels = List.of();

    @Override
    void run(CooperageClient client, Terminal terminal) {
      WorkerLabels wanted = wanted();
      List<WorkerView> workers =
          Paged.all(
              after ->
                  client
                      .workers()
                      .list(Optional.ofNullable(datacenter), wanted, Paged.SIZE, after));
      terminal.print(workers, () -> table(workers));
    }

    private WorkerLabels wanted() {
      try {
        return WorkerLabels.parse(String.join(",", labels));
      } catch (IllegalArgumentException e) {
        throw usage(e.getMessage());
      }
    }
  }

  /** {@code worker get}. */
  @Command(name = "get", description = "Show a worker and how much it has in hand.")
  static final class Get extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "See: cooperage worker list.")
    private String id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      WorkerView worker = client.workers().get(id);
      terminal.print(worker, () -> table(List.of(worker)));
    }
  }

  /** {@code worker drain}. */
  @Command(
      name = "drain",
      description = "Give a worker nothing new. When it is drained, its process may be stopped.")
  static final class Drain extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "See: cooperage worker list.")
    private String id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      WorkerView drained = client.workers().drain(id);
      terminal.print(drained, () -> table(List.of(drained)));
    }
  }

  /** {@code worker undrain}. */
  @Command(name = "undrain", description = "Give a worker tasks again.")
  static final class Undrain extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "See: cooperage worker list.")
    private String id;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      WorkerView back = client.workers().undrain(id);
      terminal.print(back, () -> table(List.of(back)));
    }
  }

  private static String table(List<WorkerView> workers) {
    Table table =
        new Table("ID", "DATACENTER", "STATE", "RUNNING", "CAPACITY", "PLUGINS", "LABELS", "SEEN");
    workers.forEach(
        one ->
            table.row(
                one.id(),
                one.datacenter(),
                one.state(),
                one.running(),
                one.capacity(),
                String.join(",", one.providerTypes())
                    + ";"
                    + String.join(",", one.automatorTypes()),
                one.labels(),
                one.lastSeenMillis().map(millis -> millis + " ms ago").orElse("-")));
    return table.print();
  }
}
