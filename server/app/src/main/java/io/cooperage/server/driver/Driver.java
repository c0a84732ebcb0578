package io.cooperage.server.driver;

import io.cooperage.galera.tx.GaleraException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Periodic work. Never runs twice at a time in this process; asks before each tick whether it may
 * run; a tick that fails is logged and the next one comes in time. Thread-safe.
 */
public final class Driver {
  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

  private final String name;
  private final Duration interval;
  private final BooleanSupplier mayRun;
  private final Runnable tick;
  private final ScheduledExecutorService executor;

  private Function<Duration, Duration> rest = worked -> Duration.ZERO;
  private long restEnd = System.nanoTime();
  private ScheduledFuture<?> next;
  private long turn;
  private boolean soon;
  private boolean running;
  private boolean nudged;
  private boolean stopping;
  private String failure = "";

  Driver(
      String name,
      Duration interval,
      BooleanSupplier mayRun,
      Runnable tick,
      ScheduledExecutorService executor) {
    this.name = name;
    this.interval = interval;
    this.mayRun = mayRun;
    this.tick = tick;
    this.executor = executor;
  }

  /** From now on rests after its ticks as {@code courtesy} wants it, also when it is nudged. */
  public synchronized Driver yieldingBy(Courtesy courtesy) {
    rest = courtesy::restAfter;
    return this;
  }

  /** There is something to do: ticks soon instead of in time. */
  public synchronized void nudge() {
    if (stopping || next == null) {
      return;
    }
    if (running) {
      nudged = true;
    } else if (!soon) {
      next.cancel(false);
      schedule(restLeft());
      soon = true;
    }
  }

  synchronized void start() {
    schedule(interval);
    soon = false;
  }

  /** Phase one of stopping: no further tick begins. */
  synchronized void stopClaiming() {
    stopping = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  /** Phase two: waits for the tick that runs, if any. */
  synchronized boolean awaitIdle(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (running) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  String name() {
    return name;
  }

  private void run(long mine) {
    if (!begin(mine)) {
      return;
    }
    long began = System.nanoTime();
    try {
      if (mayRun.getAsBoolean()) {
        tick.run();
        failure = "";
      }
    } catch (GaleraException e) {
      failed(e, null);
    } catch (RuntimeException e) {
      failed(e, e);
    } finally {
      finished(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /** A tick that had left the executor when it was cancelled is not the one that was scheduled. */
  private synchronized boolean begin(long mine) {
    if (stopping || mine != turn) {
      return false;
    }
    running = true;
    nudged = false;
    return true;
  }

  /** Says a failure once, not at each tick while it lasts. */
  private void failed(RuntimeException e, RuntimeException trace) {
    String kind = e.getClass().getName();
    if (failure.equals(kind)) {
      LOG.debug("driver {}: tick failed again", name, e);
    } else {
      LOG.warn(
          "driver {}: tick failed, again in {} ms: {}",
          name,
          interval.toMillis(),
          e.getMessage(),
          trace);
    }
    failure = kind;
  }

  private synchronized void finished(Duration worked) {
    running = false;
    restEnd = System.nanoTime() + rest.apply(worked).toNanos();
    notifyAll();
    if (!stopping) {
      Duration left = restLeft();
      schedule(nudged || left.compareTo(interval) > 0 ? left : interval);
      soon = nudged;
    }
  }

  private Duration restLeft() {
    return Duration.ofNanos(Math.max(0, restEnd - System.nanoTime()));
  }

  private void schedule(Duration delay) {
    turn++;
    long mine = turn;
    try {
      next = executor.schedule(() -> run(mine), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      stopping = true;
    }
  }
}
