package io.cooperage.drill.history;

import static io.cooperage.drill.history.Histories.answered;
import static io.cooperage.drill.history.Histories.broken;
import static io.cooperage.drill.history.Histories.create;
import static io.cooperage.drill.history.Histories.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutagesTest {

  /** A create every 100, acknowledged after 10, in [0, 1000). */
  private static List<Operation> steady() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      operations.add(create(i, i * 100L, Outcome.OK, ok(i, i * 100L, i * 100L + 10, "c" + i)));
    }
    return operations;
  }

  @Test
  void whileNobodyWaitsThereIsNoOutage() {
    Outages.Outage outage = Outages.of(steady().stream(), 0, 1000);
    assertThat(outage.silence()).isEqualTo(10);
    assertThat(outage.longestWait()).isEqualTo(10);
    assertThat(outage.operations()).isEqualTo(10);
    assertThat(outage.unserved()).isZero();
  }

  @Test
  void failuresLeaveASilence() {
    List<Operation> operations = steady();
    for (int i = 3; i < 7; i++) {
      operations.set(i, create(i, i * 100L, Outcome.FAIL, broken(i, i * 100L, i * 100L + 1)));
    }
    Outages.Outage outage = Outages.of(operations.stream(), 0, 1000);
    assertThat(outage.silence()).isEqualTo(410);
    assertThat(outage.silentFrom()).isEqualTo(300);
    assertThat(outage.unserved()).isEqualTo(4);
  }

  @Test
  void stalledRequestsCountFromTheirIntendedStart() {
    List<Operation> operations = steady();
    for (int i = 3; i < 7; i++) {
      operations.set(i, create(i, i * 100L, Outcome.OK, ok(i, i * 100L, 700 + i, "c" + i)));
    }
    Outages.Outage outage = Outages.of(operations.stream(), 0, 1000);
    assertThat(outage.silence()).isEqualTo(403);
    assertThat(outage.longestWait()).isEqualTo(403);
    assertThat(outage.worst()).isEqualTo(403);
  }

  @Test
  void oneHungClientIsAnOutageAlthoughOthersAreServed() {
    List<Operation> operations = steady();
    operations.set(3, create(3, 300, Outcome.OK, ok(3, 300, 990, "c3")));
    assertThat(Outages.of(operations.stream(), 0, 1000).worst()).isEqualTo(690);
  }

  @Test
  void anOutageUntilTheEndOfTheWindowCounts() {
    List<Operation> operations = steady();
    for (int i = 4; i < 10; i++) {
      operations.set(i, create(i, i * 100L, Outcome.FAIL, broken(i, i * 100L, i * 100L + 1)));
    }
    Outages.Outage outage = Outages.of(operations.stream(), 0, 1000);
    assertThat(outage.silence()).isEqualTo(600);
    assertThat(outage.silentFrom()).isEqualTo(400);
  }

  @Test
  void refusalIsAnAnswer() {
    List<Operation> operations = steady();
    operations.set(5, create(5, 500, Outcome.FAIL, answered(5, 500, 510, 409, Verdict.REFUSED)));
    Outages.Outage outage = Outages.of(operations.stream(), 0, 1000);
    assertThat(outage.silence()).isEqualTo(10);
    assertThat(outage.unserved()).isZero();
  }
}
