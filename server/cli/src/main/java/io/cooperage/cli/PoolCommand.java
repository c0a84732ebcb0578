package io.cooperage.cli;

import io.cooperage.api.PoolHost;
import io.cooperage.api.PoolHostView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage pool}. */
@Command(
    name = "pool",
    description = "Put machines into a pool, look at them, and take them out.",
    subcommands = {PoolCommand.ListAll.class, PoolCommand.Put.class, PoolCommand.Remove.class})
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
  }

  /** {@code pool put}. */
  @Command(
      name = "put",
      description = "Put a host into a pool, or change one that is there. It may be wiped.")
  static final class Put extends ApiCommand {
    @Parameters(index = "0", paramLabel = "POOL", description = "The pool.")
    private String pool;

    @Parameters(index = "1", paramLabel = "HOST", description = "The host's name in the pool.")
    private String host;

    @Option(
        names = "--datacenter",
        required = true,
        paramLabel = "NAME",
        description = "Where it stands.")
    private String datacenter;

    @Option(
        names = "--address",
        required = true,
        paramLabel = "ADDRESS",
        description = "Where its SSH server answers.")
    private String address;

    @Option(
        names = "--port",
        paramLabel = "PORT",
        defaultValue = "22",
        description = "Default: 22.")
    private int port;

    @Option(
        names = "--user",
        required = true,
        paramLabel = "USER",
        description = "The account that clusters get, and that is wiped.")
    private String user;

    @Option(
        names = "--host-key",
        required = true,
        paramLabel = "KEY",
        description = "That it must show, such as 'ssh-ed25519 AAAA…', or @FILE.")
    private String hostKey;

    @Option(
        names = "--flavor",
        paramLabel = "NAME",
        description = "For which sizes. Default: for all.")
    private Optional<String> flavor;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      String key = Arguments.text(this, "--host-key", hostKey).strip();
      PoolHostView put =
          client
              .pools()
              .put(pool, new PoolHost(host, datacenter, address, port, user, key, flavor));
      terminal.print(put, () -> table(List.of(put)));
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

  private static String table(List<PoolHostView> hosts) {
    Table table = new Table("NAME", "DATACENTER", "ADDRESS", "TAG");
    hosts.forEach(
        one ->
            table.row(one.name(), one.datacenter(), one.address() + ":" + one.port(), one.tag()));
    return table.print();
  }
}
