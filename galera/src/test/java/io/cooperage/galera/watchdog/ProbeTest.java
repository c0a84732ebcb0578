package io.cooperage.galera.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProbeTest {

  private static final Duration PACE = Duration.ofMillis(1);
  private static final Duration LIMIT = Duration.ofMillis(20);

  private static boolean late(Probe<?> probe) {
    return probe.reading().late(LIMIT, System.nanoTime());
  }

  @Test
  void oneThatHangsIsLateUntilItGoesOn() {
    CountDownLatch hang = new CountDownLatch(1);
    try (Probe<String> probe =
        new Probe<>(
            "hangs",
            PACE,
            () -> {
              hang.await();
              return "done";
            })) {
      await().until(() -> late(probe));
      assertThat(probe.reading().succeeded()).isFalse();
      hang.countDown();
      await().until(() -> !late(probe) && probe.reading().succeeded());
    }
  }

  @Test
  void oneThatTookLongAndIsOverIsLateAndHangsNoMore() {
    try (Probe<String> probe =
        new Probe<>(
            "slow",
            Duration.ofMinutes(1),
            () -> {
              Thread.sleep(LIMIT.toMillis() * 2);
              return "done";
            })) {
      await().until(() -> probe.reading().succeeded());
      assertThat(late(probe)).isTrue();
      assertThat(probe.reading().hangs(LIMIT, System.nanoTime())).isFalse();
    }
  }

  @Test
  void oneThatFailsIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    try (Probe<Integer> probe =
        new Probe<>(
            "fails",
            PACE,
            () -> {
              if (tries.incrementAndGet() < 3) {
                throw new IOException("not yet");
              }
              return tries.get();
            })) {
      await().until(() -> probe.reading().succeeded());
    }
    assertThat(tries.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void oneThatAnErrorHasEndedDoesNotSeemToHang() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    try (Probe<String> probe =
        new Probe<>(
            "ends",
            PACE,
            () -> {
              begun.countDown();
              throw new StackOverflowError("as an example");
            })) {
      begun.await();
      await()
          .dontCatchUncaughtExceptions()
          .during(LIMIT.multipliedBy(3))
          .until(() -> probe.reading().begun().isEmpty() && !late(probe));
      assertThat(probe.reading().succeeded()).isFalse();
    }
  }
}
