package io.cooperage.server.cluster;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.cluster.ClusterSpec.Intent;
import io.cooperage.server.layout.Addition;
import io.cooperage.server.layout.AdditionAnswer;
import io.cooperage.server.layout.AdditionSolution;
import io.cooperage.server.layout.Solver;
import io.cooperage.server.layout.Undecided;
import io.cooperage.server.layout.Unsatisfiable;
import io.cooperage.server.plan.DependencyCycleException;
import io.cooperage.server.plan.PlanRequest;
import io.cooperage.server.plan.Planner;
import io.cooperage.server.web.ProblemException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** More services, in their latest versions, on the machines that are there. Thread-safe. */
final class ServiceAddition {
  private static final Planner PLANNER = new Planner();

  private final SpecSource sources;
  private final Solver solver;

  ServiceAddition(SpecSource sources, Solver solver) {
    this.sources = sources;
    this.solver = solver;
  }

  Future change(Present present, Collection<String> services) {
    Set<String> added = new TreeSet<>(services);
    Set<String> twice = new TreeSet<>(added);
    twice.retainAll(present.spec().services().keySet());
    if (!twice.isEmpty()) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Cluster %s has %s already. Name services that it has not."
              .formatted(present.cluster().id(), String.join(", ", twice)));
    }
    SpecSource.Latest latest = sources.latest(present, added);
    Map<String, ClusterSpec.ServiceSpec> all = new LinkedHashMap<>(present.spec().services());
    all.putAll(latest.services());
    Rulebook rulebook = Rulebook.of(present.spec().withServices(all), latest);
    AdditionSolution solution = solve(present, rulebook, added);
    List<NodeRow> nodes =
        present.nodes().stream().map(node -> with(node, solution.on(node.number()))).toList();
    ClusterSpec spec = rulebook.spec().withIntent(new Intent(added, Set.of(), Set.of()));
    Present next = new Present(present.cluster(), spec, nodes);
    requireAwake(next, added);
    JobOrder order = new JobOrder(ClusterOperation.ADD_SERVICES, added, Set.of(), true, false);
    return new Future(order, spec.withLayoutOf(nodes), nodes);
  }

  private AdditionSolution solve(Present present, Rulebook rulebook, Set<String> added) {
    AdditionAnswer answer =
        solver.add(
            new Addition(
                rulebook.problem(present.spec().services().keySet()),
                added,
                Rulebook.machines(present.nodes())));
    if (answer instanceof AdditionSolution solution) {
      return solution;
    }
    throw answer instanceof Unsatisfiable none
        ? Rulebook.refusal(none)
        : Rulebook.refusal((Undecided) answer);
  }

  private static NodeRow with(NodeRow node, Set<String> more) {
    if (more.isEmpty()) {
      return node;
    }
    Set<String> services = new TreeSet<>(node.services());
    services.addAll(more);
    return node.withServices(services);
  }

  /** What is added is started, and cannot be if something that it needs was stopped. */
  private static void requireAwake(Present next, Set<String> added) {
    Set<String> resting = new TreeSet<>(next.spec().resting());
    resting.retainAll(needed(next, added));
    if (!resting.isEmpty()) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          "%s %s what was stopped: %s. Start that first: POST /v3/clusters/%s/services/%s/start."
              .formatted(
                  String.join(", ", added),
                  added.size() == 1 ? "needs" : "need",
                  String.join(", ", resting),
                  next.cluster().id(),
                  resting.iterator().next()));
    }
  }

  private static Set<String> needed(Present next, Set<String> added) {
    Set<String> placed = new TreeSet<>(added);
    placed.removeIf(
        service -> next.nodes().stream().noneMatch(node -> node.services().contains(service)));
    if (placed.isEmpty()) {
      return Set.of();
    }
    try {
      return PLANNER
          .reach(
              new PlanRequest(
                  ClusterOperation.START_SERVICES,
                  next.planNodes(),
                  next.planServices(),
                  placed,
                  Set.of()))
          .started();
    } catch (DependencyCycleException e) {
      throw new ProblemException(ErrorCode.UNSATISFIABLE, e.getMessage());
    }
  }
}
