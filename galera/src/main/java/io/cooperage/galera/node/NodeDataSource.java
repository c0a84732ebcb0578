package io.cooperage.galera.node;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Opens connections to the local node. A pooled connection is only handed out by a node that is
 * usable at that moment, so that none opened while the node joins survives in the pool.
 */
final class NodeDataSource implements DataSource {

  private final DatabaseConfig database;
  private final MonitorConfig monitor;
  private final Clock clock;

  NodeDataSource(DatabaseConfig database, MonitorConfig monitor, Clock clock) {
    this.database = database;
    this.monitor = monitor;
    this.clock = clock;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = open(database.socketTimeout());
    try {
      NodeStatus status = NodeStatus.of(WsrepStatus.read(connection), monitor, clock.instant());
      if (!status.usable()) {
        throw new SQLTransientConnectionException(status.reason(), "08004");
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(sessionSettings());
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A bare connection that is opened in any state of the node and gives up after the time-out. */
  Connection open(Duration socketTimeout) throws SQLException {
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

  private String sessionSettings() {
    return """
        SET SESSION
          wsrep_sync_wait = 1,
          innodb_snapshot_isolation = ON,
          innodb_lock_wait_timeout = %d,
          idle_transaction_timeout = %d
        """
        .formatted(database.lockWait().toSeconds(), database.idleTransaction().toSeconds());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user is fixed by the configuration");
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return (int) database.connectTimeout().toSeconds();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("not a wrapper of " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
