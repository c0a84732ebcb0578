package io.cooperage.server.worker;

import io.cooperage.server.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Worker sessions: znodes whose version is the beat counter, shared by the servers of the
 * datacenter. While ZooKeeper is away they are kept in this server's memory, and put back into
 * ZooKeeper by the next beat after it has returned. Thread-safe.
 */
final class SessionStore {
  private static final Logger LOG = LoggerFactory.getLogger(SessionStore.class);
  private static final String ROOT = "/workers";

  private final CuratorFramework zookeeper;
  private final BooleanSupplier away;
  private final Map<String, Session> memory = new ConcurrentHashMap<>();
  private final Map<String, Session> homeless = new ConcurrentHashMap<>();
  private final Map<String, Long> heard = new ConcurrentHashMap<>();

  /** A session as ZooKeeper has it; {@code beat} changes with every heartbeat. */
  record Beat(String id, Session session, long beat) {}

  /**
   * @param away whether ZooKeeper is not connected
   */
  SessionStore(CuratorFramework zookeeper, BooleanSupplier away) {
    this.zookeeper = zookeeper;
    this.away = away;
  }

  void register(String id, Session session) {
    memory.put(id, session);
    if (!create(id, session)) {
      homeless.put(id, session);
    }
  }

  /** Counts a beat up; false if there is no such session (any more). */
  boolean beat(String id, Session session) {
    heard.merge(id, 1L, Long::sum);
    if (away.getAsBoolean()) {
      homeless.computeIfPresent(id, (same, old) -> session);
      return memory.computeIfPresent(id, (same, old) -> session) != null;
    }
    memory.put(id, session);
    try {
      zookeeper.setData().forPath(ROOT + "/" + id, bytes(session));
      homeless.remove(id);
      return true;
    } catch (KeeperException.NoNodeException e) {
      boolean kept = homeless.remove(id) != null && create(id, session);
      if (!kept) {
        memory.remove(id);
        heard.remove(id);
      }
      return kept;
    } catch (Exception e) {
      LOG.debug("the beat of worker {} did not reach ZooKeeper", id, e);
      return true;
    }
  }

  Optional<Session> find(String id) {
    Session known = memory.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Session> stored = read(id).map(Beat::session);
    stored.ifPresent(session -> memory.put(id, session));
    return stored;
  }

  /** How many beats of each worker this server has heard. */
  Map<String, Long> heard() {
    return Map.copyOf(heard);
  }

  /** The sessions in this server's memory. */
  Map<String, Session> remembered() {
    return Map.copyOf(memory);
  }

  void remove(String id) {
    memory.remove(id);
    homeless.remove(id);
    heard.remove(id);
    try {
      if (!away.getAsBoolean()) {
        zookeeper.delete().quietly().forPath(ROOT + "/" + id);
      }
    } catch (Exception e) {
      LOG.debug("worker {} stays in ZooKeeper until its lease ends", id, e);
    }
  }

  /** All sessions of the datacenter, as ZooKeeper has them. */
  List<Beat> list() {
    List<Beat> beats = new ArrayList<>();
    try {
      for (String id : zookeeper.getChildren().forPath(ROOT)) {
        read(id).ifPresent(beats::add);
      }
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    } catch (Exception e) {
      throw new IllegalStateException("ZooKeeper did not list the workers", e);
    }
    return beats;
  }

  private Optional<Beat> read(String id) {
    if (away.getAsBoolean()) {
      return Optional.empty();
    }
    try {
      Stat stat = new Stat();
      byte[] data = zookeeper.getData().storingStatIn(stat).forPath(ROOT + "/" + id);
      Session session = Json.read(new String(data, StandardCharsets.UTF_8), Session.class);
      return Optional.of(new Beat(id, session, stat.getVersion()));
    } catch (KeeperException.NoNodeException e) {
      return Optional.empty();
    } catch (Exception e) {
      LOG.debug("worker {} was not read from ZooKeeper", id, e);
      return Optional.empty();
    }
  }

  private boolean create(String id, Session session) {
    if (away.getAsBoolean()) {
      return false;
    }
    try {
      zookeeper
          .create()
          .orSetData()
          .creatingParentsIfNeeded()
          .forPath(ROOT + "/" + id, bytes(session));
      return true;
    } catch (Exception e) {
      LOG.debug("worker {} was not written to ZooKeeper", id, e);
      return false;
    }
  }

  private static byte[] bytes(Session session) {
    return Json.write(session).getBytes(StandardCharsets.UTF_8);
  }
}
