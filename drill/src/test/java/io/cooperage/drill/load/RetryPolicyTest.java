package io.cooperage.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static final RetryPolicy POLICY =
      new RetryPolicy(4, Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(5));
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void pausesDoubleUpToTheLongest() {
    assertThat(POLICY.pause(1, Duration.ZERO, OptionalInt.empty(), random).orElseThrow())
        .isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(POLICY.pause(3, Duration.ZERO, OptionalInt.empty(), random).orElseThrow())
        .isBetween(Duration.ofMillis(150), Duration.ofMillis(300));
  }

  @Test
  void serverDecidesThePauseIfItSaysOne() {
    assertThat(POLICY.pause(1, Duration.ZERO, OptionalInt.of(2), random).orElseThrow())
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void attemptsAndPatienceEnd() {
    assertThat(POLICY.pause(4, Duration.ZERO, OptionalInt.empty(), random)).isEmpty();
    assertThat(POLICY.pause(1, Duration.ofSeconds(5), OptionalInt.empty(), random)).isEmpty();
  }
}
