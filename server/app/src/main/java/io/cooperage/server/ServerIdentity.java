package io.cooperage.server;

import io.cooperage.server.datacenter.Membership;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Under which name and address this server is known to the others. */
final class ServerIdentity {
  private ServerIdentity() {}

  /** As configured; else from the host's name and the port that it listens on. */
  static Membership.Self of(ServerConfiguration configuration) {
    DatacenterConfig datacenter = configuration.datacenter();
    String host = hostName();
    int port = port(configuration.getServerFactory());
    return new Membership.Self(
        datacenter.name(),
        Optional.ofNullable(datacenter.server()).orElse(host + "-" + port),
        Optional.ofNullable(datacenter.address()).orElse("http://" + host + ":" + port),
        configuration.ids().space());
  }

  private static int port(ServerFactory factory) {
    if (factory instanceof SimpleServerFactory simple) {
      return port(simple.getConnector());
    }
    if (factory instanceof DefaultServerFactory several) {
      return port(several.getApplicationConnectors().get(0));
    }
    return 0;
  }

  private static int port(ConnectorFactory connector) {
    return connector instanceof HttpConnectorFactory http ? http.getPort() : 0;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
