package io.cooperage.server;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.galera.ids.IdAllocator;
import io.cooperage.galera.ids.IdConfig;
import io.cooperage.galera.ids.IdSpace;
import io.cooperage.galera.lease.LeaseHolder;
import io.cooperage.galera.lease.Leases;
import io.cooperage.galera.node.DatabaseConfig;
import io.cooperage.galera.node.MonitorConfig;
import io.cooperage.galera.node.NodeConnections;
import io.cooperage.galera.node.NodeMonitor;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.schema.MigrationConfig;
import io.cooperage.galera.schema.Migrations;
import io.cooperage.galera.tx.TransactionConfig;
import io.cooperage.galera.tx.Transactions;
import java.time.Duration;
import java.util.List;

/**
 * The local database node and what is built on it. Three pools: one for requests, one for leases
 * and ids, so that beats and ids do not wait behind a burst of requests, and one for what workers
 * must get through to keep their tasks.
 */
final class Database implements AutoCloseable {
  /** After this the same request, with its key, is better asked of another datacenter. */
  private static final Duration RESOLVE = Duration.ofSeconds(2);

  private static final int KEEPER_CONNECTIONS = 6;
  private static final int WORKER_CONNECTIONS = 6;

  private final DatabaseConfig config;
  private final NodeMonitor monitor;
  private final NodeConnections connections;
  private final NodeConnections keeperConnections;
  private final NodeConnections workerConnections;
  private final Transactions transactions;
  private final Transactions keeper;
  private final Reads reads;
  private final Reads keeperReads;
  private final Transactions workers;
  private final Reads workerReads;
  private final Leases leases;
  private final IdAllocator ids;

  Database(ServerConfiguration configuration, MetricRegistry metrics) {
    DatabaseSettings settings = configuration.database();
    MonitorConfig monitoring = MonitorConfig.defaults();
    Duration deadline = settings.transactionDeadline().toJavaDuration();
    TransactionConfig patience =
        TransactionConfig.defaults().withDeadline(deadline).withResolve(RESOLVE);
    IdSpace space = configuration.ids().space();
    this.config =
        DatabaseConfig.of(settings.url(), settings.user(), settings.secret())
            .withPoolSize(settings.poolSize());
    this.monitor = NodeMonitor.start(config, monitoring, metrics);
    this.connections = new NodeConnections("requests", config, monitor, metrics);
    this.keeperConnections =
        new NodeConnections("keeper", config.withPoolSize(KEEPER_CONNECTIONS), monitor, metrics);
    this.workerConnections =
        new NodeConnections("workers", config.withPoolSize(WORKER_CONNECTIONS), monitor, metrics);
    this.transactions = new Transactions(connections, monitor, patience, metrics, jdbi -> {});
    this.keeper = new Transactions(keeperConnections, monitor, patience, metrics, jdbi -> {});
    this.reads = new Reads(transactions);
    this.keeperReads = new Reads(keeper);
    this.workers = new Transactions(workerConnections, monitor, patience, metrics, jdbi -> {});
    this.workerReads = new Reads(workers);
    this.leases = new Leases(keeper, keeperReads, space);
    this.ids =
        new IdAllocator(keeper, configuration.datacenter().name(), space, IdConfig.defaults());
  }

  Migrations migrations() {
    return new Migrations(
        config, keeper, leases, MigrationConfig.defaults(), List.of("classpath:db/migration"));
  }

  int migrate(LeaseHolder by) {
    return migrations().migrate(by);
  }

  NodeMonitor monitor() {
    return monitor;
  }

  Transactions transactions() {
    return transactions;
  }

  /** For what must not wait behind requests: leases, beats, ids. */
  Transactions keeper() {
    return keeper;
  }

  Reads reads() {
    return reads;
  }

  Reads keeperReads() {
    return keeperReads;
  }

  /** For heartbeats and results of workers, which must not wait behind requests either. */
  Transactions workers() {
    return workers;
  }

  Reads workerReads() {
    return workerReads;
  }

  Leases leases() {
    return leases;
  }

  IdAllocator ids() {
    return ids;
  }

  @Override
  public void close() {
    connections.close();
    keeperConnections.close();
    workerConnections.close();
    monitor.close();
  }
}
