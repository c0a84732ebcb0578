package io.cooperage.server;

import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;

/** The server program: {@code server}, {@code check}, {@code migrate}, {@code token} CONFIG. */
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
  }

  @Override
  public void run(ServerConfiguration configuration, Environment environment)
      throws Exception {
    Wiring.wire(configuration, environment);
  }
}
