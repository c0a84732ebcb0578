package io.cooperage.server.plan;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.TaskAction;
import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.bench.FigureWriter;
import io.cooperage.server.testing.Timings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times the planner on clusters of services that all need each other in a row: the first time and
 * the next ones.
 */
public final class PlannerBenchmark {
  private static final int REPEATS = 9;
  private static final int NODES_WANTED = 50;
  private static final double MILLIS_WANTED = 100;
  private static final Set<TaskAction> ACTIONS =
      Set.of(
          TaskAction.INSTALL,
          TaskAction.CONFIGURE,
          TaskAction.INITIALIZE,
          TaskAction.START,
          TaskAction.STOP);

  private PlannerBenchmark() {}

  public static void main(String[] arguments) {
    FigureWriter figures = FigureWriter.open();
    for (int nodes : new int[] {5, 50, 200, 1000}) {
      for (ClusterOperation operation : List.of(ClusterOperation.CREATE, ClusterOperation.DELETE)) {
        figures.write(measure(nodes, 10, operation));
      }
    }
  }

  private static Figure measure(int nodes, int services, ClusterOperation operation) {
    Planner planner = new Planner();
    PlanRequest request = PlanRequest.of(operation, nodes(nodes, services), services(services));
    Figure figure =
        Timings.of(REPEATS, () -> planner.plan(request))
            .figure(
                "planner.%s-%d".formatted(operation.wire(), nodes),
                "%s %d machines with %d services".formatted(operation.wire(), nodes, services))
            .withNote(describe(planner.plan(request)));
    return nodes == NODES_WANTED ? figure.wanted(Bound.neverAbove(MILLIS_WANTED)) : figure;
  }

  private static String describe(Plan plan) {
    return "%d tasks, %d gates, %d edges"
        .formatted(
            plan.tasks(),
            plan.steps().size() - plan.tasks(),
            plan.steps().stream().mapToInt(step -> step.successors().size()).sum());
  }

  private static List<PlanNode> nodes(int nodes, int services) {
    Set<String> all =
        services(services).stream().map(PlanService::name).collect(Collectors.toSet());
    return IntStream.range(0, nodes).mapToObj(n -> new PlanNode(1000 + n, all)).toList();
  }

  /** Each needs all before it. */
  private static List<PlanService> services(int services) {
    return IntStream.range(0, services)
        .mapToObj(
            i -> {
              Set<String> before =
                  IntStream.range(0, i).mapToObj(n -> "s" + n).collect(Collectors.toSet());
              return new PlanService("s" + i, ACTIONS, Set.of(), before, before);
            })
        .toList();
  }
}
