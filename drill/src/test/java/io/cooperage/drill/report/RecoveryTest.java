package io.cooperage.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {

  private static final long FAULT = 1_000_000;

  private static Operation operation(long from, long until, Outcome outcome) {
    return new Operation(SampleDrill.invoked(from, "global", from), List.of(), outcome, until);
  }

  @Test
  void endsWithTheLastOperationThatWaitedLongerThanAnyBefore() {
    List<Operation> operations =
        List.of(
            operation(100_000, 200_000, Outcome.OK),
            operation(1_100_000, 2_500_000, Outcome.OK),
            operation(1_200_000, 1_900_000, Outcome.OK),
            operation(3_000_000, 3_090_000, Outcome.OK));
    assertThat(Recovery.after(operations, FAULT)).contains(Duration.ofMillis(1_500));
  }

  @Test
  void operationUnderWayAtTheFaultOrNeverAcknowledgedCounts() {
    Operation before = operation(100_000, 200_000, Outcome.OK);
    assertThat(Recovery.after(List.of(before, operation(900_000, 1_400_000, Outcome.OK)), FAULT))
        .contains(Duration.ofMillis(400));
    assertThat(
            Recovery.after(
                List.of(before, operation(1_010_000, 1_020_000, Outcome.UNKNOWN)), FAULT))
        .contains(Duration.ofMillis(20));
  }

  @Test
  void isZeroIfNobodyNoticedAndUnknownWithoutAnythingBefore() {
    Operation before = operation(100_000, 200_000, Outcome.OK);
    Operation after = operation(1_100_000, 1_200_000, Outcome.OK);
    assertThat(Recovery.after(List.of(before, after), FAULT)).contains(Duration.ZERO);
    assertThat(Recovery.after(List.of(after), FAULT)).isEmpty();
  }
}
