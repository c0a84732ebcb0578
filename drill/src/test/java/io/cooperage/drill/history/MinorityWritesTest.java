package io.cooperage.drill.history;

import static io.cooperage.drill.history.Histories.answered;
import static io.cooperage.drill.history.Histories.create;
import static io.cooperage.drill.history.Histories.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MinorityWritesTest {

  @Test
  void writeAcceptedByTheMinorityWithinTheCutIsCaught() {
    List<Operation> operations = List.of(create(1, 150, Outcome.OK, ok(1, 150, 160, "1")));
    assertThat(MinorityWrites.accepted(operations, "dc1", 100, 200)).hasSize(1);
    assertThat(MinorityWrites.accepted(operations, "dc2", 100, 200))
        .as("another datacenter answered")
        .isEmpty();
  }

  @Test
  void writeSentBeforeTheCutOrRefusedIsFine() {
    List<Operation> operations =
        List.of(
            create(1, 90, Outcome.OK, ok(1, 90, 160, "1")),
            create(2, 150, Outcome.FAIL, answered(2, 150, 151, 503, Verdict.DROPPED)));
    assertThat(MinorityWrites.accepted(operations, "dc1", 100, 200)).isEmpty();
  }

  @Test
  void taskBegunInTheMinorityAfterTheDeadlineIsCaught() {
    Instant zero = Instant.EPOCH;
    Execution execution =
        new Execution(
            "t",
            "1.1",
            "m",
            "w",
            "dc2",
            zero.plusSeconds(5),
            Optional.empty(),
            Optional.empty(),
            false);
    assertThat(
            MinorityWrites.handedOut(
                List.of(execution), "dc2", zero.plusSeconds(4), zero.plusSeconds(9)))
        .hasSize(1);
    assertThat(
            MinorityWrites.handedOut(
                List.of(execution), "dc2", zero.plusSeconds(6), zero.plusSeconds(9)))
        .isEmpty();
  }
}
