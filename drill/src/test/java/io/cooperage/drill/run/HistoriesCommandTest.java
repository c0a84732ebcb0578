package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.CheckResult;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.Creation;
import io.cooperage.drill.check.Phenomenon;
import io.cooperage.drill.check.Violation;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.workload.JudgedHistory;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoriesCommandTest {

  private static final ClientOperation<Action> CREATION =
      new ClientOperation<>(
          0, "dc1", 1, 2, Outcome.OK, new Creation("n1", Optional.of("00000001")));
  private static final JudgedHistory VALID = judged(List.of(), List.of());
  private static final JudgedHistory UNDECIDED = judged(List.of(), List.of("r1"));
  private static final JudgedHistory INVALID = judged(found(Phenomenon.DOUBLED_NAME, 5), List.of());

  private static List<Violation> found(Phenomenon phenomenon, int times) {
    return Collections.nCopies(
        times, new Violation(phenomenon, "n1", "2 were acknowledged", List.of(CREATION)));
  }

  private static JudgedHistory judged(List<Violation> violations, List<String> undecided) {
    return new JudgedHistory("name", List.of(CREATION), new CheckResult(violations, undecided));
  }

  @Test
  void oneViolationIsEnoughForExitCodeOne() {
    assertThat(HistoriesCommand.exitCode(List.of(VALID, UNDECIDED, INVALID))).isEqualTo(1);
  }

  @Test
  void whatIsNotDecidedIsNotWell() {
    assertThat(HistoriesCommand.exitCode(List.of(UNDECIDED, VALID))).isEqualTo(2);
  }

  @Test
  void writeSkewBreaksNothing() {
    JudgedHistory skewed = judged(found(Phenomenon.G2_ITEM, 1), List.of());
    assertThat(HistoriesCommand.exitCode(List.of(VALID, skewed))).isZero();
  }

  @Test
  void firstViolationsAreShownAndTheOthersCounted() {
    assertThat(INVALID.toString())
        .contains(
            "name", "INVALID", "1 acknowledged, 0 failed, 0 unknown", "create n1", "and 2 more");
    assertThat(UNDECIDED.toString()).contains("undecided for r1");
  }
}
