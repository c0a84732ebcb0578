package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.history.FinalView;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.LedgerEvent.Invoked;
import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.OperationKind;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.history.Promise;
import io.cooperage.drill.history.Verdict;
import io.cooperage.drill.report.Figure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  private static Operation operation(
      String clients, OperationKind kind, Outcome outcome, Verdict... verdicts) {
    return new Operation(
        new Invoked(
            1, clients, kind, Optional.empty(), Optional.empty(), Optional.of("00000001"), 0),
        IntStream.rangeClosed(1, verdicts.length)
            .mapToObj(number -> attempt(number, verdicts[number - 1]))
            .toList(),
        outcome,
        10);
  }

  private static Attempted attempt(int number, Verdict verdict) {
    return new Attempted(
        1,
        number,
        0,
        10,
        verdict,
        verdict == Verdict.REFUSED ? 409 : 200,
        "",
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of("dc1"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Evidence evidence(List<FinalView> views, Operation... operations) {
    return new Evidence(
        new History(List.of(operations), List.of()),
        views,
        List.of(),
        Map.of(),
        new Promise(Set.of("global"), Set.of("dc2-volley")));
  }

  private static Figure figure(List<Figure> figures, String name) {
    return figures.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void readThatWasNeverServedBreaksAGuarantee() {
    Evidence evidence =
        evidence(
            List.of(),
            operation("global", OperationKind.GET, Outcome.OK, Verdict.UNKNOWN, Verdict.OK),
            operation("global", OperationKind.LIST, Outcome.FAIL, Verdict.UNKNOWN),
            operation("dc2", OperationKind.GET, Outcome.FAIL, Verdict.UNKNOWN));
    Figure unserved = figure(evidence.reads(), "reads that were never served");
    assertThat(unserved.value()).isEqualTo("1 of 2");
    assertThat(unserved.guarantee()).isTrue();
    assertThat(unserved.holds()).isFalse();
  }

  @Test
  void withoutReadsNothingIsProven() {
    assertThat(figure(evidence(List.of()).reads(), "reads, to judge by").holds()).isFalse();
  }

  @Test
  void refusedDeleteOfAPromisedClientBreaksAGuarantee() {
    Evidence evidence =
        evidence(
            List.of(),
            operation("global", OperationKind.DELETE, Outcome.FAIL, Verdict.REFUSED),
            operation("dc2", OperationKind.DELETE, Outcome.FAIL, Verdict.REFUSED));
    Figure refused = figure(evidence.guarantees(List.of()), "writes that were refused");
    assertThat(refused.value()).isEqualTo("1 of 1");
    assertThat(refused.holds()).isFalse();
  }

  @Test
  void refusalOfARepetitionIsARefusalAlthoughTheOutcomeIsUnknown() {
    Evidence evidence =
        evidence(
            List.of(),
            operation(
                "global", OperationKind.CREATE, Outcome.UNKNOWN, Verdict.UNKNOWN, Verdict.REFUSED));
    assertThat(figure(evidence.guarantees(List.of()), "writes that were refused").holds())
        .isFalse();
  }

  @Test
  void clientOfALostDoorMayBeRefusedThereButNotWhenItRepeatsElsewhere() {
    Evidence evidence =
        evidence(
            List.of(),
            operation("dc2-volley", OperationKind.CREATE, Outcome.FAIL, Verdict.REFUSED),
            operation(
                "dc2-volley",
                OperationKind.CREATE,
                Outcome.UNKNOWN,
                Verdict.UNKNOWN,
                Verdict.REFUSED));
    Figure refused = figure(evidence.guarantees(List.of()), "writes that were refused");
    assertThat(refused.value()).isEqualTo("1 of 1");
  }

  @Test
  void withoutAnyViewThereIsStillAJudgement() {
    assertThat(evidence(List.of()).anomalies()).isEmpty();
  }
}
