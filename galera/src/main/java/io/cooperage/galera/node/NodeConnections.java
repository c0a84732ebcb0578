package io.cooperage.galera.node;

import com.codahale.metrics.MetricRegistry;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The pool of connections to the local node. Emptied whenever the node becomes unusable or usable
 * again, so that no connection outlives a change of the node's mind. Thread-safe.
 */
public final class NodeConnections implements AutoCloseable {

  private final HikariDataSource pool;

  /**
   * @param name distinguishes the metrics of several pools
   * @param monitor whose changes of mind empty this pool
   */
  public NodeConnections(
      String name, DatabaseConfig database, NodeMonitor monitor, MetricRegistry metrics) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("galera-" + name);
    config.setDataSource(new NodeDataSource(database, monitor));
    config.setMaximumPoolSize(database.poolSize());
    config.setAutoCommit(false);
    config.setConnectionTimeout(database.poolWait().toMillis());
    config.setValidationTimeout(Math.max(250, database.connectTimeout().toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setMetricRegistry(metrics);
    pool = new HikariDataSource(config);
    monitor.onChange(status -> pool.getHikariPoolMXBean().softEvictConnections());
  }

  /** A connection with autocommit off; SQLException when none can be had in time. */
  public Connection acquire() throws SQLException {
    return pool.getConnection();
  }

  /** Takes a connection that is in use out of the pool for good. */
  public void evict(Connection connection) {
    pool.evictConnection(connection);
  }

  @Override
  public void close() {
    pool.close();
  }
}
