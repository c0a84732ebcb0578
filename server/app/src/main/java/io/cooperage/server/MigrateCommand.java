package io.cooperage.server;

import io.cooperage.galera.lease.LeaseHolder;
import io.cooperage.server.datacenter.Membership;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code migrate CONFIG}: brings the schema up to date, once, from wherever it is called. */
final class MigrateCommand extends ConfiguredCommand<ServerConfiguration> {
  MigrateCommand() {
    super("migrate", "Brings the database schema up to date");
  }

  @Override
  protected void run(
      Bootstrap<ServerConfiguration> bootstrap,
      Namespace namespace,
      ServerConfiguration configuration) {
    Membership.Self self = ServerIdentity.of(configuration);
    LeaseHolder holder =
        new LeaseHolder(
            self.datacenter() + "/migrate-" + ProcessHandle.current().pid(),
            self.datacenter(),
            self.address());
    try (Database database = new Database(configuration, bootstrap.getMetricRegistry())) {
      int migrations = database.migrate(holder);
      System.out.println("migrated: " + migrations + " migrations applied");
    }
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable fault) {
    cli.getStdErr().println("migrate failed: " + fault.getMessage());
  }
}
