package io.cooperage.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.TaskAction;
import io.cooperage.server.plan.PlanNode.Duty;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Services that rest, and reconfigurations that finish what a failed operation left. */
class RepairPlanTest {
  private static final Set<TaskAction> ALL =
      EnumSet.complementOf(
          EnumSet.of(
              TaskAction.CREATE, TaskAction.CONFIRM, TaskAction.BOOTSTRAP, TaskAction.DELETE));

  /** web needs store. */
  private static final Map<String, PlanService> SERVICES =
      Map.of(
          "store", new PlanService("store", ALL, Set.of(), Set.of(), Set.of()),
          "web", new PlanService("web", ALL, Set.of(), Set.of(), Set.of("store")));

  private static final PlanNode WHOLE = new PlanNode(1, Set.of("store", "web"));

  private final Planner planner = new Planner();

  @Test
  void aServiceThatRestsIsConfiguredButNotStarted() {
    assertThat(
            tasks(
                ClusterOperation.RECONFIGURE_WITH_RESTART,
                Set.of(),
                Set.of("web"),
                Set.of(),
                WHOLE))
        .containsExactlyInAnyOrder(
            "BOOTSTRAP@1", "STOP store@1", "CONFIGURE store@1", "START store@1", "CONFIGURE web@1");
  }

  @Test
  void aRestartLeavesWhatRestsUnlessItIsNamed() {
    assertThat(restart(Set.of("store"), Set.of("web")))
        .containsExactlyInAnyOrder("STOP store@1", "START store@1");
    assertThat(restart(Set.of(), Set.of("web")))
        .containsExactlyInAnyOrder("STOP store@1", "START store@1");
    assertThat(restart(Set.of("web"), Set.of("web")))
        .containsExactlyInAnyOrder("STOP web@1", "START web@1", "START store@1");
  }

  @Test
  void theReachOfAnOperationIsWhatItsPlanStopsAndStarts() {
    assertThat(reach(ClusterOperation.STOP_SERVICES, "store"))
        .isEqualTo(new Reach(Set.of("store", "web"), Set.of()));
    assertThat(reach(ClusterOperation.START_SERVICES, "web"))
        .isEqualTo(new Reach(Set.of(), Set.of("store", "web")));
    assertThat(reach(ClusterOperation.RESTART_SERVICES, "web"))
        .isEqualTo(new Reach(Set.of("web"), Set.of("store", "web")));
  }

  @Test
  void aMachineThatWasNotFinishedIsMadeAndOneThatWasToGoIsDeleted() {
    PlanNode coming = new PlanNode(2, Set.of("web"), Duty.MAKE, Set.of("web"), Set.of("web"));
    PlanNode going = new PlanNode(3, Set.of("web"), Duty.LEAVE, Set.of(), Set.of());
    assertThat(
            tasks(ClusterOperation.RECONFIGURE, Set.of(), Set.of(), Set.of(), WHOLE, coming, going))
        .containsExactlyInAnyOrder(
            "BOOTSTRAP@1",
            "CONFIGURE store@1",
            "CONFIGURE web@1",
            "CREATE@2",
            "CONFIRM@2",
            "BOOTSTRAP@2",
            "INSTALL web@2",
            "CONFIGURE web@2",
            "INITIALIZE web@2",
            "START web@2",
            "DELETE@3");
  }

  @Test
  void aServiceThatWasNotFinishedIsSetUpAndOneThatDoesNotRunIsStarted() {
    PlanNode node =
        new PlanNode(1, Set.of("store", "web"), Duty.KEEP, Set.of("web"), Set.of("store"));
    Plan plan = plan(ClusterOperation.RECONFIGURE, Set.of(), Set.of(), Set.of(), node);
    assertThat(names(plan))
        .containsExactlyInAnyOrder(
            "BOOTSTRAP@1",
            "CONFIGURE store@1",
            "START store@1",
            "INSTALL web@1",
            "CONFIGURE web@1",
            "INITIALIZE web@1",
            "START web@1");
    assertThat(PlanEdges.of(plan))
        .contains("START store@1 > INITIALIZE web@1", "START store@1 > START web@1");
  }

  @Test
  void aServiceThatWasToBeRemovedIsRemoved() {
    assertThat(tasks(ClusterOperation.RECONFIGURE, Set.of(), Set.of(), Set.of("web"), WHOLE))
        .containsExactlyInAnyOrder(
            "BOOTSTRAP@1", "CONFIGURE store@1", "STOP web@1", "REMOVE web@1");
    PlanNode begun = new PlanNode(1, Set.of("store", "web"), Duty.KEEP, Set.of("web"), Set.of());
    assertThat(tasks(ClusterOperation.RECONFIGURE, Set.of(), Set.of(), Set.of("web"), begun))
        .as("what was never set up is not running")
        .containsExactlyInAnyOrder("BOOTSTRAP@1", "CONFIGURE store@1", "REMOVE web@1");
  }

  private List<String> restart(Set<String> targets, Set<String> resting) {
    return tasks(ClusterOperation.RESTART_SERVICES, targets, resting, Set.of(), WHOLE);
  }

  private Reach reach(ClusterOperation operation, String target) {
    return planner.reach(
        new PlanRequest(operation, List.of(WHOLE), SERVICES, Set.of(target), Set.of()));
  }

  private List<String> tasks(
      ClusterOperation operation,
      Set<String> targets,
      Set<String> resting,
      Set<String> leaving,
      PlanNode... nodes) {
    return names(plan(operation, targets, resting, leaving, nodes));
  }

  private Plan plan(
      ClusterOperation operation,
      Set<String> targets,
      Set<String> resting,
      Set<String> leaving,
      PlanNode... nodes) {
    return planner.plan(
        new PlanRequest(
            operation, List.of(nodes), SERVICES, targets, Set.of(), Set.of(), resting, leaving));
  }

  private static List<String> names(Plan plan) {
    return plan.steps().stream()
        .filter(Step.Task.class::isInstance)
        .map(step -> PlanEdges.name((Step.Task) step))
        .toList();
  }
}
