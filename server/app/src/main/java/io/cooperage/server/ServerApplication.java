package io.cooperage.server;

import io.cooperage.server.web.Json;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jackson.Jackson;

/**
 * The server program: {@code server}, {@code check}, {@code migrate}, {@code token}, {@code
 * rotate-keys} CONFIG.
 */
public final class ServerApplication extends Application<ServerConfiguration> {
  public static void main(String[] arguments) throws Exception {
    new ServerApplication().run(arguments);
  }

  @Override
  public String getName() {
    return "cooperage-server";
  }

  @Override
  public void initialize(Bootstrap<ServerConfiguration> bootstrap) {
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(true)));
    bootstrap.setObjectMapper(Json.strict(Jackson.newMinimalObjectMapper()));
    bootstrap.addCommand(new MigrateCommand());
    bootstrap.addCommand(new TokenCommand());
    bootstrap.addCommand(new RotateKeysCommand());
  }

  @Override
  public void run(ServerConfiguration configuration, Environment environment) throws Exception {
    if (configuration.getServerFactory() instanceof AbstractServerFactory server) {
      server.setRegisterDefaultExceptionMappers(false);
    }
    Json.ofRequests(environment.getObjectMapper());
    Wiring.wire(configuration, environment);
  }
}
