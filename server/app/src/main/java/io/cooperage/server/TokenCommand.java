package io.cooperage.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cooperage.api.Role;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.tenant.TenantService;
import io.cooperage.server.tenant.TokenService;
import io.cooperage.server.web.RequestIds;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.time.Clock;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.slf4j.LoggerFactory;

/**
 * {@code token CONFIG --tenant … --role … --name …}: makes a token and prints its secret, the only
 * line on standard output. Whoever can read the configuration owns the database anyway.
 */
final class TokenCommand extends ConfiguredCommand<ServerConfiguration> {
  TokenCommand() {
    super("token", "Makes an API token and prints it");
  }

  @Override
  public void configure(Subparser parser) {
    super.configure(parser);
    parser.addArgument("--tenant").setDefault(Caller.SUPERADMIN_TENANT).help("whose token");
    parser
        .addArgument("--role")
        .required(true)
        .help("superadmin, admin, operator, member, viewer or worker");
    parser.addArgument("--name").required(true).help("what the token is for");
    parser.addArgument("--user").help("default: the name");
  }

  @Override
  protected void run(
      Bootstrap<ServerConfiguration> bootstrap,
      Namespace namespace,
      ServerConfiguration configuration) {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.OFF);
    }
    Clock clock = Clock.systemUTC();
    String name = namespace.getString("name");
    TokenRequest request =
        new TokenRequest(
            name,
            namespace.getString("tenant"),
            Optional.ofNullable(namespace.getString("user")).orElse(name),
            Role.parse(namespace.getString("role")),
            Optional.empty());
    Caller operator =
        new Caller(Caller.SUPERADMIN_TENANT, "operator", Role.SUPERADMIN, RequestIds.next());
    try (Database database = new Database(configuration, bootstrap.getMetricRegistry())) {
      AuditLog audit = new AuditLog(database.ids(), clock, configuration.datacenter().name());
      TokenService tokens = new TokenService(new TenantService(), audit, clock);
      TokenView made =
          database.transactions().run("token.create", tx -> tokens.create(tx, operator, request));
      System.out.println(made.secret().orElseThrow());
    }
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable fault) {
    cli.getStdErr().println("token failed: " + fault.getMessage());
  }
}
