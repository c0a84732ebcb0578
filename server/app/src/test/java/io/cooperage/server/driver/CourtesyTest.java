package io.cooperage.server.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourtesyTest {
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
  private final AtomicInteger waiting = new AtomicInteger();
  private final Courtesy courtesy = new Courtesy(waiting::get);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void restsOnlyWhileSeveralUsersWait() {
    assertThat(courtesy.restAfter(Duration.ofMillis(10))).isZero();
    waiting.set(1);
    assertThat(courtesy.restAfter(Duration.ofMillis(10))).isZero();
    waiting.set(2);
    assertThat(courtesy.restAfter(Duration.ofMillis(10))).isEqualTo(Duration.ofMillis(40));
  }

  @Test
  void neverRestsLongerThanASecond() {
    waiting.set(2);
    assertThat(courtesy.restAfter(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aNudgedDriverTicksAfterItsRestAndNotBefore() {
    Drivers drivers = new Drivers(executor);
    AtomicInteger ticks = new AtomicInteger();
    Driver driver =
        drivers
            .every(
                "slow",
                Duration.ofHours(1),
                () -> {
                  ticks.incrementAndGet();
                  last(Duration.ofMillis(100));
                })
            .yieldingBy(courtesy);
    waiting.set(2);
    drivers.start();
    long began = System.nanoTime();
    driver.nudge();
    Awaitility.await().until(() -> ticks.get() == 1);
    driver.nudge();
    Awaitility.await().until(() -> ticks.get() == 2);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(Duration.ofMillis(500));
  }

  private static void last(Duration time) {
    Awaitility.await().pollDelay(time).until(() -> true);
  }
}
