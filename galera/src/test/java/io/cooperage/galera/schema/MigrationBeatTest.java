package io.cooperage.galera.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class MigrationBeatTest {

  private static final Duration INTERVAL = Duration.ofMillis(5);

  @Test
  void aBeatWithoutAnAnswerIsFollowedByAnother() throws Exception {
    CountDownLatch answered = new CountDownLatch(2);
    BlockingQueue<BooleanSupplier> answers = new LinkedBlockingQueue<>();
    answers.add(MigrationBeatTest::stall);
    answers.add(MigrationBeatTest::stall);
    try (MigrationBeat beat =
        new MigrationBeat(
            () -> {
              BooleanSupplier next = answers.poll();
              if (next != null) {
                return next.getAsBoolean();
              }
              answered.countDown();
              return true;
            },
            INTERVAL)) {
      assertThat(answered.await(20, TimeUnit.SECONDS)).as("beats after two stalls").isTrue();
      assertThat(beat.renew()).isTrue();
    }
  }

  @Test
  void aLostLeaseStaysLost() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    try (MigrationBeat beat =
        new MigrationBeat(
            () -> {
              boolean first = refused.getCount() == 1;
              refused.countDown();
              return !first;
            },
            INTERVAL)) {
      assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(beat.renew()).isFalse();
      assertThat(beat.renew()).isFalse();
    }
  }

  private static boolean stall() {
    throw new IllegalStateException("the node is busy with DDL");
  }
}
