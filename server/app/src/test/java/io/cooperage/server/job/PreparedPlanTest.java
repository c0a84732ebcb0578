package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskAction;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.plan.Planner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plans of operations on clusters whose machines stand in several datacenters. */
class PreparedPlanTest {
  private static final ClusterId CLUSTER = new ClusterId(1);

  private static NodeRow node(int number, String state, String datacenter) {
    return NodeRow.planned(CLUSTER, number, "h" + number, List.of(), "small", "linux")
        .withMachine(state, datacenter, Map.of(), Map.of());
  }

  private static PreparedPlan plan(
      ClusterOperation operation, JobRequest request, Set<String> gone, NodeRow... nodes) {
    JobRow job =
        new JobRow(
            CLUSTER.job(2),
            operation,
            JobState.NOT_SUBMITTED,
            "dc1",
            1,
            1,
            "t",
            0,
            0,
            0,
            "",
            request,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return PreparedPlan.of(
        new PlanFacts(job, null, JobStore.spec(""), List.of(nodes), gone),
        new PlanRows(new Planner()),
        JobConfig.defaults().retry());
  }

  @Test
  void aMachineThatLeavesAndWasLostIsLeftToItsDatacenter() {
    JobRequest both = new JobRequest(true, false, Set.of(), Set.of(1001, 1002), false);
    PreparedPlan plan =
        plan(
            ClusterOperation.SCALE_DOWN,
            both,
            Set.of("dc2"),
            node(1000, "running", "dc2"),
            node(1001, "leaving", "dc2"),
            node(1002, "leaving", "dc1"));
    assertThat(plan.oldNodes())
        .extracting(NodeRow::state)
        .containsExactly("running", NodeRow.LOST, NodeRow.LEAVING);
    assertThat(plan.tasks())
        .filteredOn(TaskRow::detached)
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.node()).isEqualTo(1001);
              assertThat(task.queue()).contains("dc2");
            });
    assertThat(plan.total() - plan.done()).as("only the other is waited for").isEqualTo(1);
  }

  @Test
  void aRepairMakesWhatIsMissingAndDeletesWhatWasToGo() {
    JobRequest repair = new JobRequest(true, false, Set.of(), Set.of(), true);
    PreparedPlan plan =
        plan(
            ClusterOperation.RECONFIGURE,
            repair,
            Set.of(),
            node(1000, "running", "dc1"),
            node(1001, "created", "dc1"),
            node(1002, "leaving", "dc1"));
    assertThat(plan.tasks().stream().map(task -> task.action().orElseThrow() + "@" + task.node()))
        .containsExactlyInAnyOrder(
            "BOOTSTRAP@1000",
            TaskAction.CREATE + "@1001",
            "CONFIRM@1001",
            "BOOTSTRAP@1001",
            "DELETE@1002");
  }

  @Test
  void newMachinesAreThereBeforeThePlan() {
    PreparedPlan plan =
        plan(
            ClusterOperation.SCALE_UP,
            new JobRequest(true, false, Set.of(), Set.of(1001), false),
            Set.of(),
            node(1000, "running", "dc1"),
            node(1001, "pending", ""));
    assertThat(plan.newNodes()).isEmpty();
    assertThat(plan.oldNodes()).extracting(NodeRow::currentTask).containsExactly(0, 1);
    assertThat(plan.tasksAtOnce()).allMatch(task -> task.node() == 1001);
  }
}
