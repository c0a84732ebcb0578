package io.cooperage.drill.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan expects of three datacenters, by Galera's rules. */
class DrillPlanTest {

  private static final Topology THREE =
      new Topology(
          Set.of("dc1", "dc2", "dc3"),
          Duration.ofSeconds(1),
          Duration.ofMillis(1_500),
          Duration.ofMillis(100),
          Duration.ofSeconds(6));

  private static Step step(int at, int until, FaultKind kind, String... targets) {
    return new Step(
        Duration.ofSeconds(at),
        new FaultSpec(kind, List.of(targets), Map.of()),
        Duration.ofSeconds(until - at));
  }

  private static DrillPlan plan(boolean blackout, Step... steps) {
    return DrillPlan.of(
        new DrillDefinition(
            "mine",
            "Something happens.",
            new LoadShape(10, 50, 0, 50, 0, 0),
            Duration.ofSeconds(5),
            List.of(),
            List.of(steps),
            Duration.ofSeconds(5),
            List.of(),
            List.of(),
            blackout),
        THREE);
  }

  @Test
  void aKilledDatacenterIsMissedByTheOthersUntilItIsSuspected() {
    DrillPlan plan = plan(false, step(0, 10, FaultKind.KILL, "dc2"));

    assertThat(plan.refusal()).isEmpty();
    assertThat(plan.victims()).containsExactly("dc2");
    assertThat(plan.forecasts())
        .extracting(Forecast::event)
        .containsExactly("kill dc2", "heal kill dc2");
    Forecast comes = plan.forecasts().get(0);
    assertThat(comes.primary()).containsExactlyInAnyOrder("dc1", "dc3");
    assertThat(comes.lost()).containsExactly("dc2");
    assertThat(comes.minority()).isEmpty();
    assertThat(comes.stall().least()).isEqualTo(THREE.suspect());
    assertThat(comes.stall().most()).isEqualTo(Duration.ofMillis(1_600));
    assertThat(plan.forecasts().get(1).primary()).isEqualTo(THREE.datacenters());
    assertThat(plan.forecasts().get(1).stall().most()).isZero();
  }

  @Test
  void aDatacenterThatIsCutOffIsAMinority() {
    Forecast cut = plan(false, step(0, 10, FaultKind.CUT, "dc2")).forecasts().get(0);

    assertThat(cut.primary()).containsExactlyInAnyOrder("dc1", "dc3");
    assertThat(cut.minority()).containsExactly("dc2");
    assertThat(cut.lost()).containsExactly("dc2");
  }

  @Test
  void aPartialCutIsBridgedByTheThird() {
    Forecast cut = plan(false, step(0, 10, FaultKind.PARTIAL_CUT, "dc1", "dc2")).forecasts().get(0);

    assertThat(cut.primary()).isEqualTo(THREE.datacenters());
    assertThat(cut.lost()).isEmpty();
    assertThat(cut.stall().most()).isEqualTo(THREE.suspect());
  }

  @Test
  void twoPartialCutsIsolateWhoIsInBoth() {
    DrillPlan plan =
        plan(
            false,
            step(0, 20, FaultKind.PARTIAL_CUT, "dc1", "dc2"),
            step(5, 10, FaultKind.PARTIAL_CUT, "dc2", "dc3"));

    assertThat(plan.forecasts().get(1).minority()).containsExactly("dc2");
    assertThat(plan.forecasts().get(2).primary()).isEqualTo(THREE.datacenters());
  }

  @Test
  void losingTwoOfThreeAtOnceIsRefusedUnlessMeant() {
    Step both = step(0, 10, FaultKind.KILL, "dc1", "dc2");

    assertThat(plan(false, both).refusal().orElseThrow())
        .contains("After \"kill dc1 dc2\"", "no datacenter has a quorum", "blackout: true");
    assertThat(plan(true, both).refusal()).isEmpty();
  }

  @Test
  void losingOneAfterTheOtherLeavesOneOfTwoWithoutQuorum() {
    assertThat(
            plan(
                    false,
                    step(0, 30, FaultKind.KILL, "dc1"),
                    step(10, 20, FaultKind.POWER_LOSS, "dc2"))
                .refusal())
        .isPresent();
  }

  @Test
  void drainedDatacentersStayInTheGroup() {
    DrillPlan plan =
        plan(false, step(0, 30, FaultKind.DRAIN, "dc1"), step(10, 20, FaultKind.DRAIN, "dc2"));

    assertThat(plan.refusal()).isEmpty();
    assertThat(plan.victims()).isEmpty();
    assertThat(plan.forecasts())
        .allMatch(forecast -> forecast.primary().equals(THREE.datacenters()))
        .allMatch(forecast -> forecast.stall().most().isZero());
  }

  @Test
  void cutCommitsTakeNobodysDoorSoEverybodyIsPromisedService() {
    DrillPlan plan = plan(false, step(0, 30, FaultKind.COMMIT_CUT, "dc1", "dc2", "dc3"));

    assertThat(plan.refusal()).isEmpty();
    assertThat(plan.victims()).isEmpty();
  }

  @Test
  void aDatabaseWhoseDiskHangsIsEndedByItsWatchdog() {
    DrillPlan plan = plan(false, step(0, 30, FaultKind.HUNG_DISK, "dc2"));

    assertThat(plan.victims()).containsExactly("dc2");
    Forecast comes = plan.forecasts().get(0);
    assertThat(comes.primary()).containsExactlyInAnyOrder("dc1", "dc3");
    assertThat(comes.lost()).containsExactly("dc2");
    assertThat(comes.stall().most()).isEqualTo(Duration.ofMillis(7_600));
    assertThat(plan.forecasts().get(1).primary()).isEqualTo(THREE.datacenters());
  }

  @Test
  void aDatabaseThatLeavesAsPlannedIsWaitedForByNobody() {
    DrillPlan plan = plan(false, step(0, 5, FaultKind.STATE_TRANSFER, "dc2"));

    Forecast comes = plan.forecasts().get(0);
    assertThat(plan.victims()).containsExactly("dc2");
    assertThat(comes.primary()).containsExactlyInAnyOrder("dc1", "dc3");
    assertThat(comes.stall().most()).isZero();
    assertThat(plan(false, step(0, 5, FaultKind.STATE_TRANSFER, "dc1", "dc2")).refusal())
        .isPresent();
  }

  @Test
  void busyCoresAndBackupsTakeNobodyFromTheGroup() {
    DrillPlan plan =
        plan(
            false,
            step(0, 30, FaultKind.BUSY_CPU),
            step(1, 30, FaultKind.BACKUP, "dc1", "dc2", "dc3"));

    assertThat(plan.victims()).isEmpty();
    assertThat(plan.forecasts())
        .allMatch(forecast -> forecast.primary().equals(THREE.datacenters()))
        .allMatch(forecast -> forecast.stall().most().isZero());
  }

  @ParameterizedTest
  @CsvSource({
    "KILL, , dc2",
    "KILL, only=galera, dc2",
    "KILL, only=server, ''",
    "FREEZE, only=haproxy, ''",
    "POWER_LOSS, , dc2",
    "STATE_TRANSFER, , dc2",
    "HUNG_DISK, , dc2",
    "CUT, direction=in, dc2",
    "FLAPPING_LINK, , dc2",
    "WAN, rtt=2s, ''",
    "WAN, loss=99, ''",
    "WAN, loss=100, dc2",
    "HUNG_DATABASE, , ''",
    "CLOCK_SKEW, by=1h, ''",
    "DRAIN, , ''",
    "BACKUP, , ''",
    "WORKER_LOSS, , ''"
  })
  void onlyWhoIsStoppedOrCutMayBeMissed(FaultKind kind, String parameter, String disturbed) {
    Map<String, String> parameters =
        parameter == null ? Map.of() : Map.of(parameter.split("=")[0], parameter.split("=")[1]);

    assertThat(
            String.join(
                ",",
                plan(false, step(0, 5, FaultKind.DRAIN, "dc2"))
                    .disturbed(new FaultSpec(kind, List.of("dc2"), parameters))))
        .isEqualTo(disturbed);
  }

  @Test
  void ofAPartialCutEitherEndMayBeMissedAndOfABlackoutEverybody() {
    DrillPlan plan = plan(false, step(0, 5, FaultKind.DRAIN, "dc2"));

    assertThat(plan.disturbed(step(0, 5, FaultKind.PARTIAL_CUT, "dc1", "dc3").fault()))
        .containsExactlyInAnyOrder("dc1", "dc3");
    assertThat(plan.disturbed(step(0, 5, FaultKind.BLACKOUT).fault()))
        .isEqualTo(THREE.datacenters());
    assertThat(plan.disturbed(step(0, 5, FaultKind.BUSY_CPU).fault())).isEmpty();
  }

  @Test
  void aHungDatabaseHoldsEverybodyUpForAsLongAsItHangs() {
    Forecast hung = plan(false, step(0, 7, FaultKind.HUNG_DATABASE, "dc2")).forecasts().get(0);

    assertThat(hung.primary()).isEqualTo(THREE.datacenters());
    assertThat(hung.stall().most()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aLostLoadBalancerTakesTheDoorAndNotTheDatacenter() {
    DrillPlan plan = plan(false, step(0, 10, FaultKind.LOAD_BALANCER_LOSS, "dc3"));

    assertThat(plan.victims()).containsExactly("dc3");
    assertThat(plan.forecasts().get(0).lost()).isEmpty();
  }
}
