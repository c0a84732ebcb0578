package io.cooperage.server.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriversTest {
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
  private final Drivers drivers = new Drivers(executor);
  private final AtomicInteger ticks = new AtomicInteger();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void aFailingTickIsFollowedByTheNext() {
    drivers.every(
        "failing",
        Duration.ofMillis(5),
        () -> {
          ticks.incrementAndGet();
          throw new IllegalStateException("expected by the test");
        });
    drivers.start();
    Awaitility.await().until(() -> ticks.get() >= 3);
  }

  @Test
  void aNudgeBringsTheNextTickForward() {
    Driver driver = drivers.every("lazy", Duration.ofHours(1), ticks::incrementAndGet);
    drivers.start();
    driver.nudge();
    Awaitility.await().until(() -> ticks.get() == 1);
  }

  @Test
  void aNudgeDuringATickIsNotLost() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    Driver driver =
        drivers.every(
            "busy",
            Duration.ofHours(1),
            () -> {
              entered.countDown();
              await(proceed);
              ticks.incrementAndGet();
            });
    drivers.start();
    driver.nudge();
    entered.await();
    driver.nudge();
    proceed.countDown();
    Awaitility.await().until(() -> ticks.get() == 2);
  }

  @Test
  void aNudgeWhileATickIsOnItsWayMakesNoSecondSeries() {
    List<Runnable> scheduled = new ArrayList<>();
    ScheduledExecutorService byHand =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            scheduled.add(command);
            return super.schedule(() -> {}, 1, TimeUnit.HOURS);
          }
        };
    Drivers ours = new Drivers(byHand);
    Driver driver = ours.every("nudged", Duration.ofSeconds(1), ticks::incrementAndGet);
    ours.start();
    driver.nudge();
    driver.nudge();
    scheduled.get(0).run();
    assertThat(ticks).hasValue(0);
    scheduled.get(1).run();
    assertThat(ticks).hasValue(1);
    assertThat(scheduled).hasSize(3);
    byHand.shutdownNow();
  }

  @Test
  void nothingTicksWhileItMayNot() {
    AtomicBoolean allowed = new AtomicBoolean();
    Driver driver =
        drivers.every("guarded", Duration.ofMillis(2), allowed::get, ticks::incrementAndGet);
    AtomicInteger others = new AtomicInteger();
    drivers.every("other", Duration.ofMillis(2), others::incrementAndGet);
    drivers.start();
    Awaitility.await().until(() -> others.get() > 5);
    assertThat(ticks).hasValue(0);
    allowed.set(true);
    driver.nudge();
    Awaitility.await().until(() -> ticks.get() > 0);
  }

  @Test
  void stoppingWaitsForTheTickThatRuns() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    AtomicBoolean handedBack = new AtomicBoolean();
    Driver driver =
        drivers.every(
            "long",
            Duration.ofHours(1),
            () -> {
              entered.countDown();
              await(proceed);
              ticks.incrementAndGet();
            });
    drivers.onIdle(() -> handedBack.set(ticks.get() == 1));
    drivers.start();
    driver.nudge();
    entered.await();
    drivers.stopClaiming();
    executor.schedule(proceed::countDown, 50, TimeUnit.MILLISECONDS);
    drivers.awaitIdle(Duration.ofSeconds(10));
    assertThat(handedBack).isTrue();
    driver.nudge();
    assertThat(ticks).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
