package io.cooperage.galera.node;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Opens the pool's connections. Waits while the node is unusable, so that the pool is full again as
 * soon as it is back, and asks the node itself, so that no connection opened while it joins gets
 * into the pool.
 */
final class NodeDataSource implements DataSource {

  private final DatabaseConfig database;
  private final NodeMonitor monitor;
  private final NodeConnector connector;

  NodeDataSource(DatabaseConfig database, NodeMonitor monitor) {
    this.database = database;
    this.monitor = monitor;
    this.connector = new NodeConnector(database);
  }

  @Override
  public Connection getConnection() throws SQLException {
    monitor.awaitUsable();
    Connection connection = connector.open(database.socketTimeout());
    try {
      NodeStatus status = monitor.judge(WsrepStatus.read(connection));
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
