package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.definition.LoadShape;
import io.cooperage.drill.definition.Step;
import io.cooperage.drill.definition.Topology;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.history.DrillClock;
import io.cooperage.drill.history.ViewChange;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuspicionsTest {

  private static final long SECOND = 1_000_000;
  private static final Topology THREE =
      new Topology(
          Set.of("dc1", "dc2", "dc3"),
          Duration.ofSeconds(1),
          Duration.ofMillis(1_500),
          Duration.ofMillis(500),
          Duration.ofSeconds(6));
  private static final Step TRANSFER = step(FaultKind.STATE_TRANSFER, "dc2");
  private static final Step BACKUP = step(FaultKind.BACKUP, "dc3");

  private static Step step(FaultKind kind, String target) {
    return new Step(
        Duration.ofSeconds(1),
        new FaultSpec(kind, List.of(target), Map.of()),
        Duration.ofSeconds(10));
  }

  private static DrillPlan plan() {
    return DrillPlan.of(
        new DrillDefinition(
            "mine",
            "Something happens.",
            new LoadShape(10, 50, 0, 50, 0, 0),
            Duration.ofSeconds(5),
            List.of(),
            List.of(TRANSFER, BACKUP),
            Duration.ofSeconds(5),
            List.of(),
            List.of(),
            false),
        THREE);
  }

  /** Both faults stand from 10 to 20 s, and dc2 is back at 30 s. */
  private static Suspicions seen(ViewChange... losses) {
    return Suspicions.of(
        plan(), List.of(loss(TRANSFER, 30 * SECOND), loss(BACKUP, 20 * SECOND)), List.of(losses));
  }

  private static Loss loss(Step step, long over) {
    return new Loss(
        step,
        10 * SECOND,
        11 * SECOND,
        20 * SECOND,
        over,
        List.of(),
        Optional.empty(),
        List.of(),
        OptionalLong.empty());
  }

  private static ViewChange missing(long at, String lost) {
    return new ViewChange(at, true, Set.of("dc1"), Set.of(lost));
  }

  @Test
  void whoLeavesAsPlannedIsNoFalseSuspicionUntilItIsBackAndTheGroupHasNoticed() {
    assertThat(seen(missing(10 * SECOND, "dc2"), missing(29 * SECOND, "dc2")).unexplained())
        .isEmpty();
    assertThat(seen(missing(34 * SECOND, "dc2")).unexplained()).isEmpty();
    assertThat(seen(missing(34 * SECOND + 1, "dc2")).unexplained()).hasSize(1);
  }

  @Test
  void whoIsMissedDuringABackupIsOne() {
    Suspicions seen = seen(missing(12 * SECOND, "dc2"), missing(15 * SECOND, "dc3"));

    assertThat(seen.describe())
        .containsExactly("12.0 s: dc1 without dc2", "15.0 s: dc1 without dc3, a false suspicion");
    Figure limited = seen.figure(OptionalInt.of(0));
    assertThat(limited.value()).isEqualTo("1 of 2 view changes that lost a member");
    assertThat(limited.limit()).contains("≤ 0");
    assertThat(limited.holds()).isFalse();
    assertThat(limited.guarantee()).isFalse();
    assertThat(seen.figure(OptionalInt.of(1)).holds()).isTrue();
    assertThat(seen.figure(OptionalInt.empty()).limit()).isEmpty();
  }

  @Test
  void logsAreReadAsTheyGrow() {
    Queue<String> pieces =
        new ArrayDeque<>(
            List.of(
                " WSREP: (a-1, 'ssl://x') listening at ssl://x\n" + view(1, "a-1", "b-1"),
                "some other line\n",
                view(2, "a-1")));
    DrillClock clock = new DrillClock();
    try (GroupWatch watch =
        GroupWatch.begin(
            Map.of("dc1", () -> Optional.ofNullable(pieces.poll()).orElse("")), clock)) {
      long begun = clock.now();

      assertThat(Poll.until(Duration.ofSeconds(10), () -> !watch.losses().isEmpty())).isTrue();

      assertThat(watch.losses())
          .singleElement()
          .satisfies(
              loss -> {
                assertThat(loss.members()).containsExactly("dc1");
                assertThat(loss.lost()).containsExactly("b-1");
                assertThat(loss.at()).isBetween(begun, clock.now());
              });
    }
  }

  private static String view(int number, String... members) {
    return " WSREP: view(view_id(PRIM,a-1,%d) memb {\n\t%s,1\n} joined {\n"
        .formatted(number, String.join(",1\n\t", members));
  }
}
