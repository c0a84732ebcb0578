package io.cooperage.drill.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.history.FalseSuspicions.Disturbance;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FalseSuspicionsTest {

  private static final Set<String> DC1_AND_DC3 = Set.of("dc1", "dc3");
  private static final Disturbance DC2 = new Disturbance(Set.of("dc2"), 10, 20);

  private static ViewChange quorum(long at, Set<String> members, String... lost) {
    return new ViewChange(at, true, members, Set.of(lost));
  }

  private static ViewChange alone(long at, String member, String... lost) {
    return new ViewChange(at, false, Set.of(member), Set.of(lost));
  }

  private static List<ViewChange> among(List<ViewChange> losses, Disturbance... disturbances) {
    return FalseSuspicions.among(losses, List.of(disturbances));
  }

  @Test
  void whoIsMissedWithoutAnyFaultIsSuspectedFalsely() {
    ViewChange lost = quorum(5, DC1_AND_DC3, "dc2");

    assertThat(among(List.of(lost))).containsExactly(lost);
  }

  @Test
  void whomAFaultHasTakenMayBeMissedFromItsBeginningToItsEnd() {
    assertThat(among(List.of(quorum(10, DC1_AND_DC3, "dc2"), quorum(20, DC1_AND_DC3, "dc2")), DC2))
        .isEmpty();
  }

  @Test
  void beforeAndAfterItMayNot() {
    List<ViewChange> losses =
        List.of(quorum(9, DC1_AND_DC3, "dc2"), quorum(21, DC1_AND_DC3, "dc2"));

    assertThat(among(losses, DC2)).isEqualTo(losses);
  }

  @Test
  void whoIsCutOffMayMissTheOthers() {
    assertThat(among(List.of(alone(12, "dc2", "dc1", "dc3")), DC2)).isEmpty();
  }

  @Test
  void thatOneIsTakenDoesNotExplainThatAnotherIsMissed() {
    ViewChange other = alone(12, "dc1", "dc3");
    ViewChange both = alone(12, "dc1", "dc2", "dc3");
    ViewChange wrong = quorum(12, Set.of("dc1", "dc2"), "dc3");

    assertThat(among(List.of(other), DC2)).containsExactly(other);
    assertThat(among(List.of(both), DC2)).containsExactly(both);
    assertThat(among(List.of(wrong), DC2)).containsExactly(wrong);
  }

  @Test
  void severalFaultsAtOnceExplainWhatEachTakes() {
    Disturbance dc3 = new Disturbance(Set.of("dc3"), 11, 30);

    assertThat(among(List.of(alone(12, "dc1", "dc2", "dc3")), DC2, dc3)).isEmpty();
    assertThat(among(List.of(alone(25, "dc1", "dc2", "dc3")), DC2, dc3)).hasSize(1);
  }

  @Test
  void whatTheExpelledSeesOfItIsNotCountedTwice() {
    ViewChange expelled = quorum(5, DC1_AND_DC3, "dc2");

    assertThat(among(List.of(alone(5, "dc2", "dc1", "dc3"), expelled))).containsExactly(expelled);
  }

  @Test
  void aGroupThatFallsApartIsCountedByEachOfItsParts() {
    assertThat(
            among(
                List.of(
                    alone(5, "dc1", "dc2", "dc3"),
                    alone(5, "dc2", "dc1", "dc3"),
                    alone(6, "dc3", "dc1", "dc2"))))
        .hasSize(3);
  }
}
