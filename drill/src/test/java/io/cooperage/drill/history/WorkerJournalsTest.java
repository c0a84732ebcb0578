package io.cooperage.drill.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerJournalsTest {

  private static final String START =
      """
      {"event":"start","worker":"dc1-provisioner-1","session":"s","task":"00000001-001-001",\
      "token":"4.1","action":"create","service":"","tag":"00000001-1001-1","start":1000}""";
  private static final String END =
      """
      {"event":"end","worker":"dc1-provisioner-1","session":"s","task":"00000001-001-001",\
      "token":"4.1","action":"create","service":"","tag":"00000001-1001-1","start":1000,\
      "end":2500,"outcome":"success","settled":"accepted","settledAt":2600}""";
  private static final String TAKEN_OVER =
      """
      {"event":"start","worker":"dc2-provisioner-1","session":"t","task":"00000001-001-001",\
      "token":"5.2","action":"create","service":"","tag":"00000001-1001-2","start":2550}""";

  @Test
  void startAndEndAreOneExecution() {
    assertThat(WorkerJournals.parse("dc1", List.of(START, END)))
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.task()).isEqualTo("00000001-001-001");
              assertThat(run.token()).isEqualTo("4.1");
              assertThat(run.machine()).isEqualTo("00000001-1001-1");
              assertThat(run.datacenter()).isEqualTo("dc1");
              assertThat(run.started()).isEqualTo(Instant.ofEpochMilli(1000));
              assertThat(run.ended()).hasValue(Instant.ofEpochMilli(2500));
              assertThat(run.settled()).hasValue(Instant.ofEpochMilli(2600));
              assertThat(run.accepted()).isTrue();
            });
  }

  @Test
  void lateResultThatWasAcceptedIsFoundThroughTheJournals() {
    List<Execution> executions = new ArrayList<>();
    executions.addAll(WorkerJournals.parse("dc1", List.of(START, END)));
    executions.addAll(WorkerJournals.parse("dc2", List.of(TAKEN_OVER)));
    assertThat(ExclusiveExecution.check(executions, Map.of()))
        .singleElement()
        .satisfies(anomaly -> assertThat(anomaly.detail()).contains("late result accepted"));
  }

  @Test
  void taskThatOneWorkerBeganTwiceUnderOneTokenHasTwoExecutionsThatOverlap() {
    String again = START.replace("\"start\":1000", "\"start\":1200");
    String againEnd = END.replace("\"start\":1000", "\"start\":1200");
    List<Execution> executions = WorkerJournals.parse("dc1", List.of(START, again, END, againEnd));
    assertThat(executions)
        .hasSize(2)
        .extracting(Execution::started)
        .containsExactly(Instant.ofEpochMilli(1000), Instant.ofEpochMilli(1200));
    assertThat(ExclusiveExecution.check(executions, Map.of()))
        .extracting(Anomaly::subject)
        .contains("task 00000001-001-001");
  }

  @Test
  void taskThatWasBegunTwiceInOneMillisecondHasTwoExecutions() {
    assertThat(WorkerJournals.parse("dc1", List.of(START, START, END, END))).hasSize(2);
  }

  @Test
  void endWithoutATimeOfSettlementIsRefused() {
    String old = END.replace(",\"settledAt\":2600", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerJournals.parse("dc1", List.of(START, old)))
        .withMessageContaining("settledAt");
  }

  @Test
  void killedWorkerLeavesAStartWithoutAnEndAndPerhapsATornLine() {
    assertThat(WorkerJournals.parse("dc1", List.of(START, END.substring(0, 40))))
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.ended()).isEmpty();
              assertThat(run.accepted()).isFalse();
            });
  }

  @Test
  void tornLineFollowedByTheRestartedWorkersLinesIsStillReadable() {
    String next = START.replace("001-001", "001-002");
    String nextEnd = END.replace("001-001", "001-002");
    String torn = END.substring(0, 40) + next;
    assertThat(WorkerJournals.parse("dc1", List.of(START, torn, nextEnd)))
        .extracting(run -> run.ended().isPresent())
        .containsExactly(false, true);
  }

  @Test
  void otherNonsenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerJournals.parse("dc1", List.of("nonsense", START)))
        .withMessageContaining("nonsense");
  }
}
