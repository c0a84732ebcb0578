package io.cooperage.server.plan;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.TaskAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times the planner on clusters of services that all need each other in a row. Prints the first
 * time and the median of the next ones, in milliseconds.
 */
public final class PlannerBenchmark {
  private static final int REPEATS = 9;
  private static final Set<TaskAction> ACTIONS =
      Set.of(
          TaskAction.INSTALL,
          TaskAction.CONFIGURE,
          TaskAction.INITIALIZE,
          TaskAction.START,
          TaskAction.STOP);

  private PlannerBenchmark() {}

  public static void main(String[] arguments) {
    System.out.println("| cluster | operation | tasks | gates | edges | first ms | median ms |");
    System.out.println("|---|---|---:|---:|---:|---:|---:|");
    for (int nodes : new int[] {5, 50, 200, 1000}) {
      for (ClusterOperation operation : List.of(ClusterOperation.CREATE, ClusterOperation.DELETE)) {
        measure(nodes, 10, operation);
      }
    }
  }

  private static void measure(int nodes, int services, ClusterOperation operation) {
    Planner planner = new Planner();
    PlanRequest request = PlanRequest.of(operation, nodes(nodes, services), services(services));
    long begin = System.nanoTime();
    Plan plan = planner.plan(request);
    double first = (System.nanoTime() - begin) / 1e6;
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < REPEATS; i++) {
      begin = System.nanoTime();
      planner.plan(request);
      times.add((System.nanoTime() - begin) / 1e6);
    }
    Collections.sort(times);
    System.out.printf(
        Locale.ROOT,
        "| %d × %d | %s | %d | %d | %d | %.1f | %.1f |%n",
        nodes,
        services,
        operation.wire(),
        plan.tasks(),
        plan.steps().size() - plan.tasks(),
        plan.steps().stream().mapToInt(step -> step.successors().size()).sum(),
        first,
        times.get(REPEATS / 2));
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
