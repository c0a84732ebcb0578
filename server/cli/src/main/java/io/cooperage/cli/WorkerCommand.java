package io.cooperage.cli;

import io.cooperage.api.WorkerView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code cooperage worker}. */
@Command(
    name = "worker",
    description = "Look at the workers of the datacenter that answers.",
    subcommands = WorkerCommand.ListAll.class)
final class WorkerCommand extends GroupCommand {

  /** {@code worker list}. */
  @Command(name = "list", description = "List workers.")
  static final class ListAll extends ApiCommand {
    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<WorkerView> workers = Paged.all(after -> client.workers().list(Paged.SIZE, after));
      terminal.print(workers, () -> table(workers));
    }

    private static String table(List<WorkerView> workers) {
      Table table = new Table("ID", "NAME", "DATACENTER", "RUNNING", "CAPACITY", "PLUGINS", "SEEN");
      workers.forEach(
          one ->
              table.row(
                  one.id(),
                  one.name(),
                  one.datacenter(),
                  one.running(),
                  one.capacity(),
                  String.join(",", one.providerTypes())
                      + ";"
                      + String.join(",", one.automatorTypes()),
                  one.lastSeenMillis() + " ms ago"));
      return table.print();
    }
  }
}
