package io.cooperage.server.datacenter;

/**
 * Tells the servers of this datacenter that there is something to do. Best effort: a signal can be
 * lost, so listeners also poll. Thread-safe.
 */
public interface WakeUps {
  /** Returns at once; also reaches the listeners of this server itself. */
  void signal(String topic);

  /** {@code listener} runs on a shared thread and must return quickly. */
  void listen(String topic, Runnable listener);
}
