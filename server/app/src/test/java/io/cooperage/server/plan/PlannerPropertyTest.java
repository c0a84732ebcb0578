package io.cooperage.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.TaskAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Plans of random clusters against a plain reading of the rules, pair by pair. */
class PlannerPropertyTest {
  private final Planner planner = new Planner();

  @Property(tries = 300)
  void edgesAreThoseOfTheRules(@ForAll Random random, @ForAll ClusterOperation operation) {
    PlanRequest request = request(random, operation);
    assertThat(PlanEdges.of(planner.plan(request))).isEqualTo(expected(request));
  }

  @Property(tries = 300)
  void numbersGrowAlongEdgesAndPredecessorsAreCounted(
      @ForAll Random random, @ForAll ClusterOperation operation) {
    Plan plan = planner.plan(request(random, operation));
    Map<Integer, Integer> counted = new HashMap<>();
    int number = 1;
    for (Step step : plan.steps()) {
      assertThat(step.number()).isEqualTo(number++);
      assertThat(step.successors()).isSorted().allMatch(next -> next > step.number());
      step.successors().forEach(next -> counted.merge(next, 1, Integer::sum));
    }
    for (Step step : plan.steps()) {
      assertThat(step.predecessors()).isEqualTo(counted.getOrDefault(step.number(), 0));
    }
  }

  @Property(tries = 100)
  void orderOfTheInputDoesNotMatter(@ForAll Random random, @ForAll ClusterOperation operation) {
    PlanRequest request = request(random, operation);
    List<PlanNode> reversed = new ArrayList<>(request.nodes());
    reversed.sort(Comparator.comparingInt(PlanNode::number).reversed());
    assertThat(
            planner.plan(
                new PlanRequest(operation, reversed, request.services(), Set.of(), Set.of())))
        .isEqualTo(planner.plan(request));
  }

  private static PlanRequest request(Random random, ClusterOperation operation) {
    int count = 1 + random.nextInt(6);
    List<PlanService> services = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Set<TaskAction> actions = new HashSet<>();
      for (TaskAction action : TaskAction.values()) {
        if (!OperationTable.ofNode(action) && random.nextInt(3) > 0) {
          actions.add(action);
        }
      }
      services.add(new PlanService("s" + i, actions, Set.of(), needs(random, i), needs(random, i)));
    }
    List<PlanNode> nodes = new ArrayList<>();
    for (int n = 1; n <= 1 + random.nextInt(5); n++) {
      Set<String> on = new HashSet<>();
      services.forEach(
          service -> {
            if (random.nextBoolean()) {
              on.add(service.name());
            }
          });
      nodes.add(new PlanNode(n, on));
    }
    return PlanRequest.of(operation, nodes, services);
  }

  private static Set<String> needs(Random random, int below) {
    Set<String> needs = new HashSet<>();
    for (int i = 0; i < below; i++) {
      if (random.nextInt(3) == 0) {
        needs.add("s" + i);
      }
    }
    return needs;
  }

  private record At(TaskAction action, int node, String service) {
    @Override
    public String toString() {
      return service.isEmpty() ? action + "@" + node : action + " " + service + "@" + node;
    }
  }

  private static Set<String> expected(PlanRequest request) {
    List<TaskAction> order = OperationTable.actions(request.operation());
    List<At> tasks = new ArrayList<>();
    for (PlanNode node : request.nodes()) {
      for (TaskAction action : order) {
        if (OperationTable.ofNode(action)) {
          tasks.add(new At(action, node.number(), ""));
          continue;
        }
        for (String service : node.services()) {
          if (request.services().get(service).actions().contains(action)) {
            tasks.add(new At(action, node.number(), service));
          }
        }
      }
    }
    Set<String> edges = new TreeSet<>();
    for (At a : tasks) {
      for (At b : tasks) {
        if (sameMachine(a, b, tasks, order) || acrossServices(a, b, tasks, request)) {
          edges.add(a + " > " + b);
        }
      }
    }
    return edges;
  }

  /** The next task of the machine, or of the same service on it; nothing lies between the two. */
  private static boolean sameMachine(At a, At b, List<At> tasks, List<TaskAction> order) {
    return a.node() == b.node()
        && follows(a, b, order)
        && tasks.stream()
            .noneMatch(c -> c.node() == a.node() && follows(a, c, order) && follows(c, b, order));
  }

  private static boolean follows(At a, At b, List<TaskAction> order) {
    boolean related =
        a.service().equals(b.service()) || a.service().isEmpty() || b.service().isEmpty();
    return related && order.indexOf(a.action()) < order.indexOf(b.action());
  }

  private static boolean acrossServices(At a, At b, List<At> tasks, PlanRequest request) {
    if (a.service().isEmpty() || b.service().isEmpty() || a.service().equals(b.service())) {
      return false;
    }
    return switch (a.action()) {
      case START ->
          (b.action() == TaskAction.START || b.action() == TaskAction.INITIALIZE)
              && waits(b.service(), a.service(), TaskAction.START, true, tasks, request);
      case INSTALL ->
          b.action() == TaskAction.INSTALL
              && waits(b.service(), a.service(), TaskAction.INSTALL, false, tasks, request);
      case STOP ->
          b.action() == TaskAction.STOP
              && waits(a.service(), b.service(), TaskAction.STOP, true, tasks, request);
      case CREATE, CONFIRM, BOOTSTRAP, CONFIGURE, INITIALIZE, REMOVE, DELETE -> false;
    };
  }

  /** Whether {@code service} needs {@code need}, directly or over services without the action. */
  private static boolean waits(
      String service,
      String need,
      TaskAction action,
      boolean runtime,
      List<At> tasks,
      PlanRequest request) {
    PlanService definition = request.services().get(service);
    for (String direct : runtime ? definition.runtimeNeeds() : definition.installNeeds()) {
      boolean present = request.nodes().stream().anyMatch(node -> node.services().contains(direct));
      boolean acts =
          tasks.stream().anyMatch(t -> t.action() == action && t.service().equals(direct));
      if (present
          && (acts ? direct.equals(need) : waits(direct, need, action, runtime, tasks, request))) {
        return true;
      }
    }
    return false;
  }
}
