package io.cooperage.server.testing;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.health.HealthCheckRegistry;
import io.cooperage.server.ServerApplication;
import io.cooperage.server.ServerConfiguration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;

/** One real server program, started from its configuration file in this process. */
public final class TestServer implements AutoCloseable {
  private final Server jetty;
  private final URI url;

  private TestServer(Server jetty, URI url) {
    this.jetty = jetty;
    this.url = url;
  }

  /** Does what {@code ServerApplication server FILE} does. */
  public static TestServer start(Path file, URI url) throws Exception {
    ServerApplication application = new ServerApplication();
    Bootstrap<ServerConfiguration> bootstrap = bootstrap(application);
    ServerConfiguration configuration = read(bootstrap, file);
    Environment environment =
        new Environment(
            application.getName(),
            bootstrap.getObjectMapper(),
            bootstrap.getValidatorFactory(),
            new MetricRegistry(),
            bootstrap.getClassLoader(),
            new HealthCheckRegistry(),
            configuration);
    bootstrap.run(configuration, environment);
    Server jetty = null;
    try {
      application.run(configuration, environment);
      jetty = configuration.getServerFactory().build(environment);
      jetty.start();
    } catch (Exception e) {
      if (jetty != null) {
        jetty.stop();
      }
      throw e;
    }
    return new TestServer(jetty, url);
  }

  /** Reads and validates a configuration file as the server does. */
  public static ServerConfiguration read(Path file) throws Exception {
    return read(bootstrap(new ServerApplication()), file);
  }

  private static Bootstrap<ServerConfiguration> bootstrap(ServerApplication application) {
    Bootstrap<ServerConfiguration> bootstrap = new Bootstrap<>(application);
    application.initialize(bootstrap);
    return bootstrap;
  }

  private static ServerConfiguration read(Bootstrap<ServerConfiguration> bootstrap, Path file)
      throws Exception {
    return bootstrap
        .getConfigurationFactoryFactory()
        .create(
            ServerConfiguration.class,
            bootstrap.getValidatorFactory().getValidator(),
            bootstrap.getObjectMapper(),
            "dw")
        .build(bootstrap.getConfigurationSourceProvider(), file.toString());
  }

  public URI url() {
    return url;
  }

  public boolean isRunning() {
    return jetty.isRunning();
  }

  /** Stops in order, as SIGTERM does. */
  @Override
  public void close() throws Exception {
    jetty.stop();
    jetty.destroy();
  }
}
