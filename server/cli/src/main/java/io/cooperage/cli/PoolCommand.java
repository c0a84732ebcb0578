package io.cooperage.cli;

import io.cooperage.api.PoolHostView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage pool}. */
@Command(
    name = "pool",
    description = "Look at the machines of a pool, and take them out of it.",
    subcommands = {PoolCommand.ListAll.class, PoolCommand.Remove.class})
final class PoolCommand extends GroupCommand {

  /** {@code pool list}. */
  @Command(name = "list", description = "List the hosts of a pool and who has them.")
  static final class ListAll extends ApiCommand {
    @Parameters(paramLabel = "POOL", description = "The pool.")
    private String pool;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<PoolHostView> hosts = Paged.all(after -> client.pools().hosts(pool, Paged.SIZE, after));
      terminal.print(hosts, () -> table(hosts));
    }

    private static String table(List<PoolHostView> hosts) {
      Table table = new Table("NAME", "DATACENTER", "ADDRESS", "TAG");
      hosts.forEach(
          one ->
              table.row(one.name(), one.datacenter(), one.address() + ":" + one.port(), one.tag()));
      return table.print();
    }
  }

  /** {@code pool remove}. */
  @Command(name = "remove", description = "Take a host out of a pool.")
  static final class Remove extends ApiCommand {
    @Parameters(index = "0", paramLabel = "POOL", description = "The pool.")
    private String pool;

    @Parameters(index = "1", paramLabel = "HOST", description = "The host's name in the pool.")
    private String host;

    @Option(
        names = "--force",
        description = "Even if a cluster has it: the machine is gone for ever.")
    private boolean force;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      if (force) {
        client.pools().removeForcibly(pool, host);
      } else {
        client.pools().remove(pool, host);
      }
    }
  }
}
