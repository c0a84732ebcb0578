package io.cooperage.server.datacenter;

/**
 * Whether this server runs the drivers of its datacenter. An optimisation, not a lock: all writes
 * are guarded, so with ZooKeeper away every server may drive. Thread-safe.
 */
public interface Leadership {
  boolean isLeader();

  /** ZooKeeper is away: everybody drives and wake-ups are lost. */
  boolean isDegraded();
}
