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

class CutCommitsTest {

  private static final Loss DRAIN = loss(FaultKind.DRAIN, Map.of(), OptionalLong.empty());

  private static Loss loss(FaultKind kind, Map<String, String> with, OptionalLong hits) {
    FaultSpec fault = new FaultSpec(kind, List.of("dc1", "dc2"), with);
    Step step = new Step(Duration.ZERO, fault, Duration.ofSeconds(5));
    return new Loss(step, 1, 2, 3, 3, List.of(), Optional.empty(), List.of(), hits);
  }

  private static Loss cut(String side, long hits) {
    return loss(FaultKind.COMMIT_CUT, Map.of("side", side), OptionalLong.of(hits));
  }

  @Test
  void eachSideIsCountedAndAllTogetherAreHeldAgainstTheLimit() {
    List<Figure> figures =
        CutCommits.figures(
            List.of(cut("after", 700), DRAIN, cut("before", 200), cut("after", 90)),
            Optional.of(1000));

    assertThat(figures)
        .extracting(Figure::name, Figure::value, Figure::guarantee, Figure::holds)
        .containsExactly(
            tuple("COMMITs cut after they executed, to judge by", "790", true, true),
            tuple("COMMITs cut before they executed, to judge by", "200", true, true),
            tuple("COMMITs cut", "990", false, false));
    assertThat(figures.get(2).limit()).contains("≥ 1000");
  }

  @Test
  void sideOfWhichNoneWasCutIsABrokenGuarantee() {
    List<Figure> figures =
        CutCommits.figures(List.of(cut("after", 5), cut("before", 0)), Optional.empty());

    assertThat(figures).extracting(Figure::holds).containsExactly(true, false, true);
  }

  @Test
  void whatIsNotKnownIsNotShown() {
    Loss unknown = loss(FaultKind.COMMIT_CUT, Map.of(), OptionalLong.empty());

    assertThat(CutCommits.figures(List.of(unknown), Optional.empty()))
        .extracting(Figure::holds)
        .containsExactly(false, true);
  }

  @Test
  void drillsThatCutNoCommitsDoNotSpeakOfThem() {
    assertThat(CutCommits.figures(List.of(DRAIN), Optional.empty())).isEmpty();
  }
}
