package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.LedgerEvent.Invoked;
import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.OperationKind;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.history.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MinorityAnswersTest {

  private static Operation probe(long sent, long ended, int status, Optional<Integer> retryAfter) {
    String code = status == 503 ? "not_primary" : Integer.toString(status);
    return probe(sent, ended, status, code, retryAfter, "no majority");
  }

  private static Operation probe(
      long sent, long ended, int status, String code, Optional<Integer> retryAfter, String detail) {
    return new Operation(
        new Invoked(
            sent,
            "dc2",
            OperationKind.CREATE,
            Optional.of("k"),
            Optional.of("n"),
            Optional.empty(),
            sent),
        List.of(
            new Attempted(
                sent,
                1,
                sent,
                ended,
                Verdict.DROPPED,
                status,
                code,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of("dc2"),
                Optional.empty(),
                retryAfter,
                Optional.of(detail))),
        Outcome.FAIL,
        ended);
  }

  @Test
  void promptExplainedRefusalsAreWell() {
    MinorityAnswers answers =
        MinorityAnswers.of(
            List.of(
                probe(1_000, 1_500_000, 503, Optional.of(1)),
                probe(3_000_000, 3_010_000, 503, Optional.of(1))),
            Set.of("dc2"),
            0,
            2_000_000,
            20_000_000);
    assertThat(answers.first()).hasValue(Duration.ofMillis(1500));
    assertThat(answers.unexplained()).isZero();
    assertThat(answers.slowest()).isEqualTo(Duration.ofMillis(10));
    assertThat(answers.figures(Duration.ofSeconds(2))).allMatch(figure -> figure.holds());
  }

  @Test
  void answersWithoutRetryAfterOrWithAnotherStatusAreUnexplained() {
    MinorityAnswers answers =
        MinorityAnswers.of(
            List.of(
                probe(3_000_000, 3_010_000, 503, Optional.empty()),
                probe(3_200_000, 6_010_000, 504, Optional.of(1))),
            Set.of("dc2"),
            0,
            2_000_000,
            20_000_000);
    assertThat(answers.unexplained()).isEqualTo(2);
    assertThat(answers.figures(Duration.ofSeconds(2)))
        .filteredOn(figure -> !figure.name().endsWith("to judge by"))
        .noneMatch(figure -> figure.holds());
  }

  @Test
  void answersOfTheLoadBalancerOrWithoutWordsAreUnexplained() {
    MinorityAnswers answers =
        MinorityAnswers.of(
            List.of(
                probe(3_000_000, 3_010_000, 503, "NO_SERVER", Optional.of(1), "No server"),
                probe(3_100_000, 3_110_000, 503, "not_ready", Optional.of(1), " "),
                probe(3_200_000, 3_210_000, 503, "not_ready", Optional.of(1), "joining")),
            Set.of("dc2"),
            0,
            2_000_000,
            20_000_000);
    assertThat(answers.unexplained()).isEqualTo(2);
  }

  @Test
  void withoutLateAnswersNothingIsProven() {
    MinorityAnswers answers =
        MinorityAnswers.of(
            List.of(probe(1_000, 1_500_000, 503, Optional.of(1))),
            Set.of("dc2"),
            0,
            2_000_000,
            20_000_000);
    assertThat(answers.figures(Duration.ofSeconds(2)))
        .filteredOn(figure -> figure.guarantee() && !figure.holds())
        .singleElement()
        .satisfies(figure -> assertThat(figure.name()).endsWith("to judge by"));
  }

  @Test
  void whatIsAskedAfterTheHealingIsNotTheMinoritysAnswerButWhoHangsUntilThenIsHeard() {
    MinorityAnswers answers =
        MinorityAnswers.of(
            List.of(
                probe(3_000_000, 3_010_000, 503, Optional.of(1)),
                probe(4_000_000, 20_500_000, 202, Optional.empty()),
                probe(20_400_000, 20_500_000, 202, Optional.empty())),
            Set.of("dc2"),
            0,
            2_000_000,
            20_000_000);
    assertThat(answers.unexplained()).isEqualTo(1);
    assertThat(answers.codes()).hasSize(2);
  }
}
