package io.cooperage.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cooperage.api.Heartbeat;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.server.web.ProblemException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerRulesTest {
  private static final TaskId TASK = TaskId.parse("00000001-001-001");

  @Test
  void whatWorkersSayIsTaken() {
    assertThatCode(() -> WorkerRules.check(registration(List.of("pool"), List.of("shell", "x.y"))))
        .doesNotThrowAnyException();
    assertThatCode(() -> WorkerRules.check(new Heartbeat(1, List.of(new TaskRef(TASK, "1.1")))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "a b", "a/b", "\uD83D\uDE00"})
  void aPluginTypeIsAName(String type) {
    List<String> types = Collections.singletonList(type);
    assertThat(refusal(() -> WorkerRules.check(registration(types, List.of()))))
        .contains("providerTypes");
    assertThat(refusal(() -> WorkerRules.check(registration(List.of(), types))))
        .contains("automatorTypes");
  }

  @Test
  void noneIsTooLargeForTheRoll() {
    assertThat(refusal(() -> WorkerRules.check(registration(List.of("x".repeat(129)), List.of()))))
        .contains("128");
    assertThat(
            refusal(
                () -> WorkerRules.check(registration(Collections.nCopies(101, "x"), List.of()))))
        .contains("101");
    List<TaskRef> many = Collections.nCopies(1_001, new TaskRef(TASK, "1.1"));
    assertThat(refusal(() -> WorkerRules.check(new Heartbeat(1, many)))).contains("1001");
  }

  @Test
  void whatIsInHandHasATaskAndAToken() {
    for (TaskRef gap :
        Arrays.asList(
            null,
            new TaskRef(null, "1.1"),
            new TaskRef(TASK, null),
            new TaskRef(TASK, "1".repeat(65)))) {
      List<TaskRef> running = Collections.singletonList(gap);
      assertThat(refusal(() -> WorkerRules.check(new Heartbeat(1, running)))).contains("running");
    }
    assertThat(refusal(() -> WorkerRules.check(new Heartbeat(1, null)))).contains("running");
  }

  @Test
  void aResultHasRoomWhereItIsKept() {
    assertThatCode(() -> WorkerRules.check(result("w", Map.of("bind_v4", "10.0.0.1"), "s3cret")))
        .doesNotThrowAnyException();
    assertThat(refusal(() -> WorkerRules.check(result(null, Map.of(), "x")))).contains("worker");
    assertThat(refusal(() -> WorkerRules.check(result("w".repeat(65), Map.of(), "x"))))
        .contains("worker is longer");
    Map<String, String> wide = Map.of("bind_v4", "1".repeat(10_000));
    assertThat(refusal(() -> WorkerRules.check(result("w", wide, "x")))).contains("addresses");
    assertThat(refusal(() -> WorkerRules.check(result("w", Map.of(), null))))
        .contains("credentials");
  }

  private static TaskResult result(
      String worker, Map<String, String> addresses, String credential) {
    return new TaskResult(
        worker,
        "1.1",
        true,
        "",
        addresses,
        Map.of(),
        Optional.empty(),
        "",
        0,
        "",
        0,
        Collections.singletonMap("password", credential));
  }

  private static WorkerRegistration registration(List<String> providers, List<String> automators) {
    return new WorkerRegistration("w", 1, providers, automators, WorkerLabels.NONE);
  }

  private static String refusal(Runnable check) {
    ProblemException refusal = catchThrowableOfType(ProblemException.class, check::run);
    assertThat(refusal).isNotNull();
    assertThat(refusal.code().status()).isEqualTo(400);
    return refusal.getMessage();
  }
}
