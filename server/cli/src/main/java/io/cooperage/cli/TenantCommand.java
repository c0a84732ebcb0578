package io.cooperage.cli;

import io.cooperage.api.TenantRequest;
import io.cooperage.api.TenantView;
import io.cooperage.client.CooperageClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cooperage tenant}. */
@Command(
    name = "tenant",
    description = "Look at tenants and set their quotas.",
    subcommands = {
      TenantCommand.ListAll.class,
      TenantCommand.Get.class,
      TenantCommand.Create.class,
      TenantCommand.Update.class
    })
final class TenantCommand extends GroupCommand {

  /** {@code tenant list}. */
  @Command(name = "list", description = "List tenants with their quotas and use.")
  static final class ListAll extends ApiCommand {
    @Override
    void run(CooperageClient client, Terminal terminal) {
      List<TenantView> tenants = tenants(client);
      terminal.print(tenants, () -> table(tenants));
    }
  }

  /** {@code tenant get}. */
  @Command(name = "get", description = "Show a tenant with its quotas and use.")
  static final class Get extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "The tenant's name.")
    private String name;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      TenantView tenant = client.tenants().get(name);
      terminal.print(tenant, () -> table(List.of(tenant)));
    }
  }

  /** {@code tenant create}. */
  @Command(name = "create", description = "Make a tenant.")
  static final class Create extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "The tenant's name.")
    private String name;

    @Option(
        names = "--max-clusters",
        defaultValue = "-1",
        description = "How many clusters at a time; -1 = no limit.")
    private int maxClusters;

    @Option(
        names = "--max-nodes",
        defaultValue = "-1",
        description = "How many machines in all; -1 = no limit.")
    private int maxNodes;

    @Option(
        names = "--workers",
        defaultValue = "-1",
        description = "How many of its tasks run at a time; -1 = no limit, 0 = none.")
    private int workers;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      TenantView made =
          client.tenants().create(new TenantRequest(name, maxClusters, maxNodes, workers));
      terminal.print(made, () -> table(List.of(made)));
    }
  }

  /** {@code tenant update}. */
  @Command(name = "update", description = "Change a tenant's quotas.")
  static final class Update extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "The tenant's name.")
    private String name;

    @Option(names = "--max-clusters", description = "Default: as it is.")
    private Integer maxClusters;

    @Option(names = "--max-nodes", description = "Default: as it is.")
    private Integer maxNodes;

    @Option(names = "--workers", description = "Default: as it is.")
    private Integer workers;

    @Override
    void run(CooperageClient client, Terminal terminal) {
      TenantView now =
          tenants(client).stream()
              .filter(tenant -> tenant.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new RefusedException(
                          "There is no tenant \"" + name + "\". See: cooperage tenant list"));
      TenantRequest wanted =
          new TenantRequest(
              name,
              maxClusters == null ? now.maxClusters() : maxClusters,
              maxNodes == null ? now.maxNodes() : maxNodes,
              workers == null ? now.workers() : workers);
      TenantView changed = client.tenants().update(wanted, now.version());
      terminal.print(changed, () -> table(List.of(changed)));
    }
  }

  private static List<TenantView> tenants(CooperageClient client) {
    return Paged.all(after -> client.tenants().list(Paged.SIZE, after));
  }

  private static String table(List<TenantView> tenants) {
    Table table = new Table("NAME", "CLUSTERS", "OF", "NODES", "OF", "WORKERS");
    tenants.forEach(
        one ->
            table.row(
                one.name(),
                one.clusters(),
                quota(one.maxClusters()),
                one.nodes(),
                quota(one.maxNodes()),
                quota(one.workers())));
    return table.print();
  }

  private static String quota(int limit) {
    return limit < 0 ? "unlimited" : Integer.toString(limit);
  }
}
