package io.cooperage.galera.node;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the local node over a connection of its own with short time-outs, and says whether it is
 * usable: in the primary component, synced, ready, and answering in time. Thread-safe.
 */
public final class NodeMonitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeMonitor.class);
  private static final List<String> EXPORTED =
      List.of(
          "cluster_conf_id",
          "cluster_size",
          "cert_index_size",
          "desync_count",
          "flow_control_paused_ns",
          "flow_control_recv",
          "flow_control_sent",
          "last_committed",
          "local_bf_aborts",
          "local_cached_downto",
          "local_cert_failures",
          "local_recv_queue",
          "local_send_queue",
          "local_state",
          "replicated_bytes",
          "received_bytes");

  private final MonitorConfig config;
  private final NodeConnector connector;
  private final Clock clock;
  private final ScheduledExecutorService executor;
  private final List<Consumer<NodeStatus>> listeners = new CopyOnWriteArrayList<>();
  private final Lock turn = new ReentrantLock();
  private final Condition usable = turn.newCondition();
  private final AtomicBoolean lookQueued = new AtomicBoolean();
  private volatile NodeStatus current;
  private Optional<Connection> connection = Optional.empty();

  private NodeMonitor(DatabaseConfig database, MonitorConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.connector = new NodeConnector(database);
    this.current =
        NodeStatus.unreachable("the database node was not looked at yet", clock.instant());
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "galera-node-monitor");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Looks at the node once and goes on watching it; never fails, however the node is. */
  public static NodeMonitor start(
      DatabaseConfig database, MonitorConfig config, MetricRegistry metrics) {
    NodeMonitor monitor = new NodeMonitor(database, config, Clock.systemUTC());
    monitor.look();
    monitor.register(metrics);
    monitor.executor.scheduleWithFixedDelay(
        monitor::look,
        config.interval().toMillis(),
        config.interval().toMillis(),
        TimeUnit.MILLISECONDS);
    return monitor;
  }

  /** The latest view of the node. */
  public NodeStatus current() {
    return current;
  }

  /** Calls the listener, on the monitor's thread, whenever usable() changes. */
  public void onChange(Consumer<NodeStatus> listener) {
    listeners.add(listener);
  }

  /** Asks for a look at the node now, because somebody met a refusal. Returns at once. */
  public void suspect() {
    if (lookQueued.compareAndSet(false, true)) {
      executor.execute(this::look);
    }
  }

  /** What the reported values mean under this monitor's configuration. */
  NodeStatus judge(Map<String, String> values) {
    return NodeStatus.of(values, config, clock.instant());
  }

  /** Returns when the node is usable; SQLException when the monitor is closed meanwhile. */
  void awaitUsable() throws SQLException {
    turn.lock();
    try {
      while (!current.usable()) {
        if (executor.isShutdown()) {
          throw new SQLException("the node is no longer watched", "08003");
        }
        usable.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the node was unusable", "08003", e);
    } finally {
      turn.unlock();
    }
  }

  private void wakeWaiters() {
    turn.lock();
    try {
      usable.signalAll();
    } finally {
      turn.unlock();
    }
  }

  private synchronized void look() {
    lookQueued.set(false);
    NodeStatus before = current;
    NodeStatus seen = ask();
    current = seen;
    if (before.usable() != seen.usable()) {
      LOG.info("database node {}: {}", seen.usable() ? "usable" : "unusable", seen.reason());
      listeners.forEach(listener -> listener.accept(seen));
      wakeWaiters();
    }
  }

  private NodeStatus ask() {
    boolean first = connection.isEmpty();
    long start = System.nanoTime();
    try {
      return askOnce();
    } catch (SQLException broken) {
      forget();
      boolean silent = System.nanoTime() - start >= config.timeout().toNanos();
      return first || silent ? unreachable(broken) : askAgain();
    }
  }

  /** A broken connection says nothing about the node; a fresh one does. */
  private NodeStatus askAgain() {
    try {
      return askOnce();
    } catch (SQLException e) {
      forget();
      return unreachable(e);
    }
  }

  private NodeStatus askOnce() throws SQLException {
    if (connection.isEmpty()) {
      connection = Optional.of(connector.open(config.timeout()));
    }
    Map<String, String> values = WsrepStatus.read(connection.get());
    return judge(values);
  }

  private NodeStatus unreachable(SQLException e) {
    return NodeStatus.unreachable(
        "the database node does not answer: " + e.getMessage(), clock.instant());
  }

  private void forget() {
    connection.ifPresent(
        broken -> {
          try {
            broken.close();
          } catch (SQLException e) {
            LOG.debug("closing a broken connection", e);
          }
        });
    connection = Optional.empty();
  }

  private void register(MetricRegistry metrics) {
    gauge(metrics, "usable", () -> current.usable() ? 1 : 0);
    gauge(metrics, "primary", () -> current.primary() ? 1 : 0);
    for (String name : EXPORTED) {
      gauge(metrics, name, () -> current.number(name).orElse(-1L));
    }
  }

  private static void gauge(MetricRegistry metrics, String name, Gauge<Number> value) {
    metrics.gauge(MetricRegistry.name("galera.node", name), () -> value);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    wakeWaiters();
    synchronized (this) {
      forget();
    }
  }
}
