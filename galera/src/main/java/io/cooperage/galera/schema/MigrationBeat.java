package io.cooperage.galera.schema;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beats for a running migration until it ends or the lease is known to be lost. A beat that got no
 * answer says nothing about the lease, and the node often gives none while DDL runs, so the next
 * beat tries again; to stop would let another process migrate beside this one. Thread-safe.
 */
final class MigrationBeat implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationBeat.class);

  private final BooleanSupplier renewal;
  private final ScheduledExecutorService executor;
  private volatile boolean lost;

  /**
   * @param renewal beats once; false when the lease is held no more
   */
  MigrationBeat(BooleanSupplier renewal, Duration interval) {
    this.renewal = renewal;
    this.executor = Executors.newSingleThreadScheduledExecutor(MigrationBeat::daemon);
    executor.scheduleWithFixedDelay(
        this::beat, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Beats once, now. False when the lease is lost: stop migrating at once. */
  boolean renew() {
    if (!lost && !renewal.getAsBoolean()) {
      lost = true;
    }
    return !lost;
  }

  private void beat() {
    try {
      renew();
    } catch (RuntimeException e) {
      LOG.warn("a beat of the migration got no answer, the next one tries again", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "galera-schema-beat");
    thread.setDaemon(true);
    return thread;
  }
}
