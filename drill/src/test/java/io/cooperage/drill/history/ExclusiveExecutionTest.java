package io.cooperage.drill.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExclusiveExecutionTest {

  private static final Instant ZERO = Instant.parse("2026-01-01T00:00:00Z");

  private static Execution run(
      String task, String token, String machine, String datacenter, int from, int to, boolean ok) {
    return new Execution(
        task,
        token,
        machine,
        "worker-" + datacenter,
        datacenter,
        ZERO.plusSeconds(from),
        to < 0 ? Optional.empty() : Optional.of(ZERO.plusSeconds(to)),
        to < 0 ? Optional.empty() : Optional.of(ZERO.plusSeconds(to)),
        ok);
  }

  private static List<Anomaly> check(Execution... executions) {
    return ExclusiveExecution.check(List.of(executions), Map.of());
  }

  @Test
  void tasksOneAfterTheOtherAreFine() {
    assertThat(
            check(
                run("t1", "1.1", "m1", "dc1", 0, 5, true),
                run("t2", "1.1", "m1", "dc1", 5, 9, true),
                run("t3", "1.1", "m2", "dc1", 3, 6, true)))
        .isEmpty();
  }

  @Test
  void takenOverAfterTheOldOwnerStoppedIsFine() {
    assertThat(
            check(
                run("t1", "2.1", "m1", "dc2", 0, 5, false),
                run("t1", "4.2", "m1-2", "dc1", 6, 9, true)))
        .isEmpty();
  }

  @Test
  void sameTaskInTwoDatacentersAtOnceIsCaught() {
    assertThat(
            check(
                run("t1", "2.1", "m1", "dc2", 0, 7, false),
                run("t1", "4.2", "m1-2", "dc1", 6, 9, true)))
        .singleElement()
        .satisfies(anomaly -> assertThat(anomaly.subject()).isEqualTo("task t1"));
  }

  @Test
  void executionWithoutAnEndOverlapsUnlessItsProcessWasKilled() {
    Execution open = run("t1", "2.1", "m1", "dc2", 0, -1, false);
    Execution next = run("t1", "4.2", "m1-2", "dc1", 6, 9, true);
    assertThat(check(open, next)).hasSize(1);
    assertThat(
            ExclusiveExecution.check(
                List.of(open, next), Map.of("dc2", List.of(ZERO.plusSeconds(3)))))
        .isEmpty();
    assertThat(
            ExclusiveExecution.check(
                List.of(open, next), Map.of("dc2", List.of(ZERO.plusSeconds(8)))))
        .as("killed only after the next one began")
        .hasSize(1);
  }

  @Test
  void deathBeforeItBeganDoesNotEndAnExecution() {
    Execution open = run("t1", "2.1", "m1", "dc2", 4, -1, false);
    Execution next = run("t1", "4.2", "m1-2", "dc1", 6, 9, true);
    assertThat(
            ExclusiveExecution.check(
                List.of(open, next), Map.of("dc2", List.of(ZERO.plusSeconds(3)))))
        .hasSize(1);
  }

  @Test
  void twoTasksOnOneMachineAtOnceAreCaught() {
    assertThat(
            check(
                run("t1", "1.1", "m1", "dc1", 0, 5, true),
                run("t2", "1.1", "m1", "dc1", 4, 9, true)))
        .singleElement()
        .satisfies(anomaly -> assertThat(anomaly.subject()).isEqualTo("machine m1"));
  }

  @Test
  void lateResultOfAnOldOwnerThatWasAcceptedIsCaught() {
    Execution old =
        new Execution(
            "t1",
            "2.1",
            "m1",
            "worker-dc2",
            "dc2",
            ZERO,
            Optional.of(ZERO.plusSeconds(2)),
            Optional.of(ZERO.plusSeconds(8)),
            true);
    Execution next = run("t1", "4.2", "m1-2", "dc1", 6, 9, true);
    assertThat(check(old, next))
        .singleElement()
        .satisfies(anomaly -> assertThat(anomaly.detail()).contains("late result accepted"));
  }
}
