package io.cooperage.cli;

import io.cooperage.api.DatacenterView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cooperage datacenter}. */
@Command(
    name = "datacenter",
    description = "Look at datacenters, and take them out of and into service.",
    subcommands = {
      DatacenterCommand.ListAll.class,
      DatacenterCommand.Drain.class,
      DatacenterCommand.Undrain.class
    })
final class DatacenterCommand extends GroupCommand {

  /** {@code datacenter list}. */
  @Command(name = "list", description = "List datacenters.")
  static final class ListAll extends ApiCommand {
    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<DatacenterView> all = client.datacenters().list().items();
      terminal.print(all, () -> table(all));
    }
  }

  /** {@code datacenter drain}. */
  @Command(name = "drain", description = "Hand a datacenter's jobs over and give it no new work.")
  static final class Drain extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "Such as dc2.")
    private String name;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      DatacenterView drained = client.datacenters().drain(name);
      terminal.print(drained, () -> table(List.of(drained)));
    }
  }

  /** {@code datacenter undrain}. */
  @Command(name = "undrain", description = "Put a datacenter back into service.")
  static final class Undrain extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "Such as dc2.")
    private String name;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      DatacenterView back = client.datacenters().undrain(name);
      terminal.print(back, () -> table(List.of(back)));
    }
  }

  private static String table(List<DatacenterView> datacenters) {
    Table table = new Table("NAME", "STATE", "EPOCH", "SERVERS", "WORKERS", "JOBS");
    datacenters.forEach(
        one ->
            table.row(
                one.name(),
                one.state(),
                one.epoch(),
                one.servers().size(),
                one.workers(),
                one.jobs()));
    return table.print();
  }
}
