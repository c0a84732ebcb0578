package io.cooperage.server.job;

import io.cooperage.server.datacenter.Leadership;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Sees to it that nothing waits for ever for a worker that this datacenter does not have. The
 * leader of the datacenter runs it. Workers need a while to register again when ZooKeeper was away:
 * until this server has watched for that long, nothing fails. Confined to its driver.
 */
final class PluginWatch {
  private final Leadership leadership;
  private final MissingPlugins missing;
  private final Duration patience;
  private final LongSupplier nanos;
  private Optional<Long> watchingSince = Optional.empty();
  private long lastLook;

  /**
   * @param patience the lease of workers, or longer
   */
  PluginWatch(
      Leadership leadership, MissingPlugins missing, Duration patience, LongSupplier nanos) {
    this.leadership = leadership;
    this.missing = missing;
    this.patience = patience;
    this.nanos = nanos;
  }

  void tick() {
    if (leadership.isDegraded()) {
      watchingSince = Optional.empty();
      return;
    }
    long now = nanos.getAsLong();
    if (watchingSince.isEmpty() || now - lastLook > patience.toNanos()) {
      watchingSince = Optional.of(now);
    }
    lastLook = now;
    missing.note();
    if (now - watchingSince.get() >= patience.toNanos()) {
      missing.expire();
    }
  }
}
