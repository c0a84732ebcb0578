package io.cooperage.galera;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.galera.ids.IdAllocator;
import io.cooperage.galera.lease.Leases;
import io.cooperage.galera.node.NodeConnections;
import io.cooperage.galera.node.NodeMonitor;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.schema.Migrations;
import io.cooperage.galera.tx.Transactions;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * The library, put together for one local node. Starts whether or not the node can be reached. Ids,
 * leases and migrations have connections of their own, so that a crowd of requests cannot starve a
 * beat. Thread-safe.
 */
public final class Galera implements AutoCloseable {

  private static final int HOUSEKEEPING_CONNECTIONS = 3;

  private final GaleraConfig config;
  private final NodeMonitor monitor;
  private final NodeConnections connections;
  private final NodeConnections housekeepingConnections;
  private final Transactions transactions;
  private final Transactions housekeeping;
  private final Reads reads;
  private final IdAllocator ids;
  private final Leases leases;

  private Galera(GaleraConfig config, MetricRegistry metrics, Consumer<Jdbi> customizer) {
    this.config = config;
    this.monitor = NodeMonitor.start(config.database(), config.monitor(), metrics);
    this.connections = new NodeConnections("requests", config.database(), monitor, metrics);
    this.housekeepingConnections =
        new NodeConnections(
            "housekeeping",
            config.database().withPoolSize(HOUSEKEEPING_CONNECTIONS),
            monitor,
            metrics);
    this.transactions =
        new Transactions(connections, monitor, config.transactions(), metrics, customizer);
    this.housekeeping =
        new Transactions(
            housekeepingConnections, monitor, config.transactions(), metrics, customizer);
    this.reads = new Reads(transactions);
    this.ids = new IdAllocator(housekeeping, config.datacenter(), config.ids(), config.idBlocks());
    this.leases = new Leases(housekeeping, new Reads(housekeeping), config.ids());
  }

  /**
   * @param customizer installs the application's JDBI mappers
   */
  public static Galera open(
      GaleraConfig config, MetricRegistry metrics, Consumer<Jdbi> customizer) {
    return new Galera(config, metrics, customizer);
  }

  /** Without mappers of the application. */
  public static Galera open(GaleraConfig config, MetricRegistry metrics) {
    return open(config, metrics, jdbi -> {});
  }

  /** The door for the application's transactions. */
  public Transactions transactions() {
    return transactions;
  }

  /** The same door on the few connections that are kept for short work that must not queue. */
  public Transactions housekeeping() {
    return housekeeping;
  }

  /** The application's reads. */
  public Reads reads() {
    return reads;
  }

  /** The state of the local node. */
  public NodeMonitor monitor() {
    return monitor;
  }

  /** Ids of this datacenter. */
  public IdAllocator ids() {
    return ids;
  }

  /** Leases, whose epochs say that they were claimed in this datacenter. */
  public Leases leases() {
    return leases;
  }

  /** Migrations of the library and of the application's locations. */
  public Migrations migrations(String... locations) {
    return new Migrations(
        config.database(), housekeeping, leases, config.migrations(), List.of(locations));
  }

  @Override
  public void close() {
    monitor.close();
    connections.close();
    housekeepingConnections.close();
  }
}
