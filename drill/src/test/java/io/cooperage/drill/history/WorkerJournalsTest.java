package io.cooperage.drill.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
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
      "end":2500,"outcome":"success","settled":"accepted"}""";

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
              assertThat(run.accepted()).isTrue();
            });
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
    String torn = END.substring(0, 40) + START;
    assertThat(WorkerJournals.parse("dc1", List.of(START, torn, END))).hasSize(1);
  }

  @Test
  void otherNonsenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerJournals.parse("dc1", List.of("nonsense", START)))
        .withMessageContaining("nonsense");
  }
}
