package io.cooperage.galera.node;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Opens bare connections to the local node, in whatever state it is. */
public final class NodeConnector {

  private final DatabaseConfig database;

  public NodeConnector(DatabaseConfig database) {
    this.database = database;
  }

  /** The connection gives up when the node is silent for longer than the time-out. */
  public Connection open(Duration socketTimeout) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("connectTimeout", "" + database.connectTimeout().toMillis());
    properties.setProperty("socketTimeout", "" + socketTimeout.toMillis());
    properties.setProperty("transactionReplay", "false");
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("forceConnectionTimeZoneToSession", "true");
    properties.setProperty("preserveInstants", "true");
    return DriverManager.getConnection(database.url(), properties);
  }
}
