package io.cooperage.galera.watchdog;

import io.cooperage.galera.node.NodeConnector;
import io.cooperage.galera.node.WsrepStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the node how it is, over a connection that is kept. Not thread-safe. */
final class StatusQuery implements Probe.Action<View> {

  private static final Duration GIVE_UP = Duration.ofSeconds(10);
  private static final Pattern WEIGHT = Pattern.compile("pc\\.weight = (\\d{1,4});");

  private final KeptConnection connection;

  StatusQuery(NodeConnector connector) {
    this.connection = new KeptConnection(connector, GIVE_UP, open -> "ready");
  }

  @Override
  public View run() throws SQLException {
    return connection.use(open -> View.of(WsrepStatus.read(open), weight(open)));
  }

  /** Can be changed while the node runs. */
  private static int weight(Connection open) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet rows = statement.executeQuery("SELECT @@GLOBAL.wsrep_provider_options")) {
      rows.next();
      Matcher weight = WEIGHT.matcher(rows.getString(1));
      if (!weight.find()) {
        throw new SQLException("wsrep_provider_options names no pc.weight");
      }
      return Integer.parseInt(weight.group(1));
    }
  }
}
