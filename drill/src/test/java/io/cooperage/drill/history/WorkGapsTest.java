package io.cooperage.drill.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkGapsTest {

  private static Instant at(long seconds) {
    return Instant.EPOCH.plusSeconds(seconds);
  }

  @Test
  void longestGapCountsFromTheFault() {
    assertThat(WorkGaps.longest(List.of(at(20), at(11), at(13), at(1)), at(10)))
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void standstillRightAfterTheFaultIsAGap() {
    assertThat(WorkGaps.longest(List.of(at(1), at(50), at(51)), at(10)))
        .isEqualTo(Duration.ofSeconds(40));
  }
}
