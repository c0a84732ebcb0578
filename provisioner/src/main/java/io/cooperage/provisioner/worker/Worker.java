package io.cooperage.provisioner.worker;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.provisioner.plugin.Plugins;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: three timed activities (beating, watching the lease, taking) and a bounded executor.
 * Stops in two phases: no more tasks are taken and those that run may end, then the rest is handed
 * back.
 */
public final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration LEASE_WATCH = Duration.ofMillis(50);
  private static final Duration STOP_CANCELLED = Duration.ofSeconds(5);

  private final WorkerSettings settings;
  private final RunningTasks running = new RunningTasks();
  private final SessionKeeper sessions;
  private final Taker taker;
  private final ExecutorService executor;
  private final ScheduledExecutorService heartbeat =
      Executors.newSingleThreadScheduledExecutor(named("heartbeat"));
  private final ScheduledExecutorService leaseWatch =
      Executors.newSingleThreadScheduledExecutor(named("lease-watch"));
  private final Thread takerThread;
  private final CompletableFuture<UncheckedIOException> broken = new CompletableFuture<>();

  public Worker(
      WorkerSettings settings,
      WorkerApi api,
      Plugins plugins,
      Journal journal,
      MonotonicClock clock,
      MetricRegistry metrics) {
    this.settings = settings;
    WorkerRegistration registration =
        new WorkerRegistration(
            settings.name(),
            settings.capacity(),
            plugins.providerTypes(),
            plugins.automatorTypes(),
            settings.labels());
    sessions =
        new SessionKeeper(api, registration, settings.leaseMargin(), running, clock, metrics);
    executor = Executors.newFixedThreadPool(settings.capacity(), named("task"));
    TaskRunner runner = new TaskRunner(plugins, new ResultPoster(api, metrics), journal, metrics);
    taker =
        new Taker(
            api, sessions, running, runner, executor, settings, clock, metrics, this::stopTaking);
    takerThread = new Thread(taker, "taker");
    metrics.register("tasks.running", (Gauge<Integer>) running::size);
  }

  public void start() {
    leaseWatch.scheduleWithFixedDelay(
        running::cancelOverdue,
        LEASE_WATCH.toMillis(),
        LEASE_WATCH.toMillis(),
        TimeUnit.MILLISECONDS);
    heartbeat.execute(this::beat);
    takerThread.start();
  }

  private void beat() {
    Duration next = Duration.ofMillis(500);
    try {
      next = sessions.tick();
    } catch (InterruptedException e) {
      return;
    } catch (RuntimeException e) {
      LOG.error("A heartbeat broke", e);
    }
    if (!heartbeat.isShutdown()) {
      heartbeat.schedule(this::beat, next.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void stopTaking(UncheckedIOException cause) {
    takerThread.interrupt();
    broken.complete(cause);
  }

  /** Completed when this worker can work no more; it takes no tasks then, and is to be stopped. */
  public CompletableFuture<UncheckedIOException> broken() {
    return broken;
  }

  /** Returns when nothing runs any more and the servers know it. */
  public void stop() throws InterruptedException {
    LOG.info("Stopping: {} tasks may run for another {}", running.size(), settings.grace());
    takerThread.interrupt();
    takerThread.join();
    if (!running.awaitNone(settings.grace())) {
      LOG.warn("Handing back {} tasks that did not end in time", running.size());
      running.cancelAll(CancelReason.SHUTDOWN);
      running.awaitNone(STOP_CANCELLED);
    }
    heartbeat.shutdownNow();
    heartbeat.awaitTermination(STOP_CANCELLED.toMillis(), TimeUnit.MILLISECONDS);
    sessions.deregister();
    leaseWatch.shutdownNow();
    executor.shutdownNow();
    LOG.info("Stopped");
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> new Thread(task, name + "-" + number.incrementAndGet());
  }
}
