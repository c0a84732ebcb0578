package io.cooperage.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cooperage.api.Role;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.secret.Rotation;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.RequestIds;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.Handle;
import org.slf4j.LoggerFactory;

/**
 * {@code rotate-keys CONFIG}: brings everything under the current master key, and says at the end
 * which keys may go. Servers go on meanwhile; it may be interrupted and run again, anywhere.
 */
final class RotateKeysCommand extends ConfiguredCommand<ServerConfiguration> {
  RotateKeysCommand() {
    super("rotate-keys", "Brings all secrets under the current master key");
  }

  @Override
  public void configure(Subparser parser) {
    super.configure(parser);
    parser
        .addArgument("--batch")
        .type(Integer.class)
        .setDefault(100)
        .choices(Arguments.range(1, 1000))
        .help("how many data keys a transaction rewraps, 1 to 1000; default 100");
  }

  @Override
  protected void run(
      Bootstrap<ServerConfiguration> bootstrap,
      Namespace namespace,
      ServerConfiguration configuration) {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.OFF);
    }
    PrintStream out = System.out;
    try (Database database = new Database(configuration, bootstrap.getMetricRegistry())) {
      Rotation rotation = new Rotation(database.transactions(), configuration.secrets().ring());
      AuditLog audit =
          new AuditLog(database.ids(), Clock.systemUTC(), configuration.datacenter().name());
      rotation.begin(tx -> note(tx, audit, configuration.secrets().current()));
      long all = rotation.remaining();
      long done = 0;
      out.println(
          "rotating " + all + " data keys to master key " + configuration.secrets().current());
      for (int some = 1; some > 0; done += some) {
        some = rotation.step(namespace.getInt("batch"));
        out.println("rewrapped " + (done + some) + " of " + Math.max(all, done + some));
      }
      Set<String> removable = rotation.removable();
      out.println(
          removable.isEmpty()
              ? "done: no other key is in secrets.keys"
              : "done: nothing is under " + removable + " any more; remove from secrets.keys");
    }
  }

  /** Whoever runs this has the keys, and no name. */
  private static void note(Handle tx, AuditLog audit, String current) {
    Caller operator =
        new Caller(Caller.SUPERADMIN_TENANT, "operator", Role.SUPERADMIN, RequestIds.next());
    AuditChange change = AuditChange.of(Json.tree(Map.of("current", current)));
    audit.record(tx, operator, "secret.rotate", "secret/master", change);
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable fault) {
    cli.getStdErr().println("rotate-keys failed: " + fault.getMessage());
  }
}
