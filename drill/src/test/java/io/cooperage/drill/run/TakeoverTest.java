package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakeoverTest {

  private static final Optional<Duration> LIMIT = Optional.of(Duration.ofSeconds(10));

  private static Takeover takeover(int jobs, int moved, int working, int seconds) {
    Optional<Duration> after = Optional.of(Duration.ofSeconds(seconds));
    Optional<Duration> all = moved == jobs && jobs > 0 ? after : Optional.empty();
    Optional<Duration> worked = working == jobs && jobs > 0 ? after : Optional.empty();
    return new Takeover(jobs, moved, working, all, all, worked, worked);
  }

  private static boolean guaranteesHold(Takeover takeover) {
    return takeover.figures(LIMIT).stream().filter(Figure::guarantee).allMatch(Figure::holds);
  }

  private static boolean limitsHold(Takeover takeover) {
    return takeover.figures(LIMIT).stream().filter(f -> !f.guarantee()).allMatch(Figure::holds);
  }

  @Test
  void takeoverInTimeIsWell() {
    assertThat(takeover(3, 3, 3, 8).figures(LIMIT)).allMatch(Figure::holds);
  }

  @Test
  void slowTakeoverIsOverItsLimitAndBreaksNoGuarantee() {
    Takeover slow = takeover(3, 3, 3, 12);
    assertThat(guaranteesHold(slow)).isTrue();
    assertThat(limitsHold(slow)).isFalse();
  }

  @Test
  void takeoverThatNeverHappenedBreaksAGuarantee() {
    for (Takeover never : List.of(takeover(3, 2, 2, 8), takeover(3, 3, 2, 8))) {
      assertThat(guaranteesHold(never)).isFalse();
    }
  }

  @Test
  void severalLossesAreJudgedByTheSlowestAndOneWithoutJobsKeepsNobodyWaiting() {
    Takeover both =
        Takeover.all(List.of(takeover(2, 2, 2, 3), takeover(3, 3, 3, 8), takeover(0, 0, 0, 0)))
            .orElseThrow();
    assertThat(both.jobs()).isEqualTo(5);
    assertThat(both.working()).isEqualTo(5);
    assertThat(both.firstMoved()).contains(Duration.ofSeconds(3));
    assertThat(both.allWorking()).contains(Duration.ofSeconds(8));
    assertThat(Takeover.all(List.of(takeover(2, 2, 2, 3), takeover(3, 2, 2, 8))).orElseThrow())
        .satisfies(never -> assertThat(never.allMoved()).isEmpty());
    assertThat(Takeover.all(List.of())).isEmpty();
  }

  @Test
  void datacenterThatHadNoJobProvesNothing() {
    assertThat(guaranteesHold(takeover(0, 0, 0, 8))).isFalse();
  }
}
