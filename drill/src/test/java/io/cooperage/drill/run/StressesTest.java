package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cooperage.drill.definition.Step;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StressesTest {

  private static Loss loss(FaultKind kind, OptionalLong hits, Return... returns) {
    Step step =
        new Step(
            Duration.ZERO, new FaultSpec(kind, List.of("dc2"), Map.of()), Duration.ofSeconds(9));
    return new Loss(step, 1, 2, 3, 3, List.of(), Optional.empty(), List.of(returns), hits);
  }

  private static Loss transfer(String how) {
    return loss(
        FaultKind.STATE_TRANSFER,
        OptionalLong.empty(),
        new Return(how, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void backupsAndWholeCopiesAreCounted() {
    assertThat(
            Stresses.figures(
                List.of(
                    loss(FaultKind.BACKUP, OptionalLong.of(2)),
                    loss(FaultKind.BACKUP, OptionalLong.of(3)),
                    transfer("SST"))))
        .extracting(Figure::value, Figure::holds)
        .containsExactly(tuple("5", true), tuple("1 of 1", true));
  }

  @Test
  void aDrillWithoutAnyThatWasCompleteShowsNothing() {
    assertThat(
            Stresses.figures(
                List.of(
                    loss(FaultKind.BACKUP, OptionalLong.of(0)),
                    transfer("SST"),
                    transfer("IST"),
                    loss(FaultKind.STATE_TRANSFER, OptionalLong.empty()))))
        .extracting(Figure::value, Figure::guarantee, Figure::holds)
        .containsExactly(tuple("0", true, false), tuple("1 of 3", true, false));
  }

  @Test
  void otherDrillsHaveNoneOfThis() {
    assertThat(Stresses.figures(List.of(loss(FaultKind.KILL, OptionalLong.empty())))).isEmpty();
  }
}
