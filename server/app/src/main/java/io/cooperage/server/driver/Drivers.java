package io.cooperage.server.driver;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drivers of this server, and the two phases of its end: first nothing new is claimed, then
 * what runs is finished. Thread-safe.
 */
public final class Drivers {
  private static final Logger LOG = LoggerFactory.getLogger(Drivers.class);

  private final ScheduledExecutorService executor;
  private final BooleanSupplier mayAct;
  private final List<Driver> drivers = new CopyOnWriteArrayList<>();
  private final List<Runnable> stopHooks = new CopyOnWriteArrayList<>();
  private final List<Runnable> idleHooks = new CopyOnWriteArrayList<>();

  public Drivers(ScheduledExecutorService executor) {
    this(executor, () -> true);
  }

  /**
   * @param mayAct asked before each tick of any of these drivers
   */
  public Drivers(ScheduledExecutorService executor, BooleanSupplier mayAct) {
    this.executor = executor;
    this.mayAct = mayAct;
  }

  /** Work that every server does. It starts with the server. */
  public Driver every(String name, Duration interval, Runnable tick) {
    return every(name, interval, () -> true, tick);
  }

  /** Work that is done only while {@code mayRun} says so, such as leadership or a held lease. */
  public Driver every(String name, Duration interval, BooleanSupplier mayRun, Runnable tick) {
    Driver driver =
        new Driver(
            name, interval, () -> mayAct.getAsBoolean() && mayRun.getAsBoolean(), tick, executor);
    drivers.add(driver);
    return driver;
  }

  /** {@code hook} runs in phase one, for example to answer parked polls. It must not block. */
  public void onStopClaiming(Runnable hook) {
    stopHooks.add(hook);
  }

  /** {@code hook} runs after phase two, for example to hand back a lease. */
  public void onIdle(Runnable hook) {
    idleHooks.add(hook);
  }

  public void start() {
    drivers.forEach(Driver::start);
  }

  /** Phase one. */
  public void stopClaiming() {
    drivers.forEach(Driver::stopClaiming);
    stopHooks.forEach(Runnable::run);
  }

  /** Phase two: waits for ticks that run, at most {@code timeout} in all. */
  public void awaitIdle(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Driver driver : drivers) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (!driver.awaitIdle(left)) {
        LOG.warn("driver {} is still at work, not waiting any longer", driver.name());
      }
    }
    for (Runnable hook : idleHooks) {
      try {
        hook.run();
      } catch (RuntimeException e) {
        LOG.warn("while stopping: {}", e.getMessage());
      }
    }
  }
}
