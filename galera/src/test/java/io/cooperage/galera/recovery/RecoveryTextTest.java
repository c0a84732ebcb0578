package io.cooperage.galera.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryTextTest {

  private static final String UUID = "d6e617a6-e4df-11f1-8ef8-de2f221b4ba9";

  private final List<NodeEvidence> nodes =
      List.of(
          NodeEvidence.of(
              "dc1", NodeState.NON_PRIMARY, Optional.of(new GaleraPosition(UUID, 1175))),
          NodeEvidence.of("dc2", NodeState.UNREACHABLE, Optional.empty()));

  @Test
  void aRefusalSaysWhatIsSoHowToMendItAndWhatGoingOnMayLose() {
    assertThat(RecoveryText.of(RecoveryPlanner.plan(nodes, RecoveryOverrides.none(), false)))
        .isEqualTo(
            """
            Nodes:
              dc1      non primary  d6e617a6-e4df-11f1-8ef8-de2f221b4ba9:1175 by its status
              dc2      unreachable  position unknown
            Refused:
              dc2 cannot be reached: it may be serving, and it may have what no other node has.
                To mend it: bring it back, or make sure that it is off and stays off.
                Or --without dc2, giving up every transaction after d6e617a6-e4df-11f1-8ef8-de2f221b4ba9:1175 that only dc2 had; how many, nobody can know: it cannot be reached, and if it is serving, its history goes on apart from this one.
            """);
  }

  @Test
  void aPlanSaysWhatIsGivenUpAndEveryStepWithItsReason() {
    RecoveryPlan plan =
        RecoveryPlanner.plan(nodes, RecoveryOverrides.without(Set.of("dc2")), false);
    assertThat(RecoveryText.of(plan).lines())
        .contains(
            "   2. PROMOTE   dc1: no Primary component is anywhere, and no node goes further than"
                + " 1175; it runs already")
        .anyMatch(line -> line.startsWith("Given up with dc2: every transaction after " + UUID))
        .noneMatch(line -> line.contains("CLEAR"));
  }
}
