package io.cooperage.server.datacenter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.client.ZKClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ZooKeeper of this datacenter: which servers are up, who leads, wake-ups. Everything in it may
 * vanish; without it every server leads and nobody is woken, so that the datacenter goes on by
 * polling. Thread-safe.
 */
public final class LocalQuorum implements Leadership, WakeUps, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalQuorum.class);
  private static final String WAKE = "/wake";
  private static final String LEADER = "/leader";
  private static final String SERVERS = "/servers/";

  private final CuratorFramework client;
  private final LeaderLatch latch;
  private final PersistentNode member;
  private final PersistentWatcher watcher;
  private final Executor executor;
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> unsent = new ConcurrentHashMap<>();
  private volatile boolean connected;

  private LocalQuorum(CuratorFramework client, String server, Executor executor) {
    this.client = client;
    this.executor = executor;
    this.latch = new LeaderLatch(client, LEADER, server);
    this.member =
        new PersistentNode(
            client,
            CreateMode.EPHEMERAL,
            false,
            SERVERS + server,
            server.getBytes(StandardCharsets.UTF_8));
    this.watcher = new PersistentWatcher(client, WAKE, true);
  }

  /** Begins to connect and returns at once, whether or not ZooKeeper is there. */
  public static LocalQuorum start(
      String quorum, Duration sessionTimeout, String datacenter, String server, Executor executor)
      throws Exception {
    CuratorFramework client =
        CuratorFrameworkFactory.builder()
            .connectString(quorum)
            .namespace("cooperage/" + datacenter)
            .sessionTimeoutMs((int) sessionTimeout.toMillis())
            .connectionTimeoutMs((int) sessionTimeout.toMillis() / 2)
            .zkClientConfig(withoutSasl())
            .retryPolicy(new ExponentialBackoffRetry(100, 2, 500))
            .build();
    LocalQuorum quorumOfDatacenter = new LocalQuorum(client, server, executor);
    quorumOfDatacenter.begin();
    return quorumOfDatacenter;
  }

  /** Else the client asks the name service for its server's name and waits for the answer. */
  private static ZKClientConfig withoutSasl() {
    ZKClientConfig config = new ZKClientConfig();
    config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
    return config;
  }

  private void begin() throws Exception {
    client.getConnectionStateListenable().addListener((source, state) -> stateChanged(state));
    watcher.getListenable().addListener(this::woken);
    client.start();
    latch.start();
    member.start();
    watcher.start();
  }

  private void stateChanged(ConnectionState state) {
    connected = state.isConnected();
    if (connected) {
      LOG.info("ZooKeeper: {}", state);
    } else {
      LOG.warn("ZooKeeper: {}; going on by polling", state);
    }
  }

  private void woken(WatchedEvent event) {
    if (event.getPath() != null && event.getPath().startsWith(WAKE + "/")) {
      wake(event.getPath().substring(WAKE.length() + 1));
    }
  }

  private void wake(String topic) {
    for (Runnable listener : listeners.getOrDefault(topic, List.of())) {
      executor.execute(listener);
    }
  }

  @Override
  public boolean isLeader() {
    return !connected || latch.hasLeadership();
  }

  @Override
  public boolean isDegraded() {
    return !connected;
  }

  @Override
  public void signal(String topic) {
    wake(topic);
    if (connected
        && unsent.computeIfAbsent(topic, first -> new AtomicInteger()).getAndIncrement() == 0) {
      send(topic);
    }
  }

  /** At most one write for a topic is under way; what is signalled meanwhile is sent together. */
  private void send(String topic) {
    AtomicInteger pending = unsent.get(topic);
    int sending = pending.get();
    try {
      client
          .create()
          .orSetData()
          .creatingParentsIfNeeded()
          .inBackground(
              (source, answer) -> {
                if (pending.addAndGet(-sending) == 0) {
                  return;
                }
                if (connected) {
                  send(topic);
                } else {
                  pending.set(0);
                }
              })
          .forPath(WAKE + "/" + topic, new byte[0]);
    } catch (Exception e) {
      pending.set(0);
      LOG.debug("wake-up {} was not sent", topic, e);
    }
  }

  @Override
  public void listen(String topic, Runnable listener) {
    listeners.computeIfAbsent(topic, first -> new CopyOnWriteArrayList<>()).add(listener);
  }

  /** For rooms that keep something of their own in ZooKeeper. */
  public CuratorFramework client() {
    return client;
  }

  @Override
  public void close() throws Exception {
    watcher.close();
    member.close();
    if (latch.getState() == LeaderLatch.State.STARTED) {
      latch.close();
    }
    client.close();
  }
}
