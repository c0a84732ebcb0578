package io.cooperage.server.plan;

import io.cooperage.api.TaskAction;
import io.cooperage.server.plan.TaskGraph.Vertex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans operations.
 *
 * <p>On a machine, the actions of the operation come in its order: those of the machine, then for
 * each service its own, then DELETE. Between services, if B needs A: START of A on every machine
 * precedes INITIALIZE and START of B on every machine (runtime needs), INSTALL precedes INSTALL
 * (install needs), and STOP of B precedes STOP of A. A service without such a task is passed over:
 * what it needs counts instead. If the configuration asks for addresses of a service, its new
 * machines are confirmed before any service is worked on. The graph has at most one gate per
 * service and action, so that the number of edges grows with the number of machines and not with
 * its square. Thread-safe.
 */
public final class Planner {
  /**
   * The same request gives the same plan.
   *
   * @throws DependencyCycleException if services of the cluster wait for each other
   * @throws IllegalArgumentException if a machine carries a service without a definition, or a
   *     target is not in the cluster
   */
  public Plan plan(PlanRequest request) {
    List<PlanService> services = servicesOf(request);
    ServiceGraph install = new ServiceGraph("install", services, PlanService::installNeeds);
    ServiceGraph runtime = new ServiceGraph("runtime", services, PlanService::runtimeNeeds);
    Drawing drawing = new Drawing(request, new Selection(request, runtime));
    drawing.drawNodes();
    drawing.joinAddresses();
    drawing.joinServices(install, TaskAction.INSTALL, List.of(TaskAction.INSTALL));
    drawing.joinServices(
        runtime, TaskAction.START, List.of(TaskAction.INITIALIZE, TaskAction.START));
    drawing.joinStops(runtime);
    return new Plan(request.operation(), drawing.graph.steps());
  }

  /**
   * Which services an operation on services stops and starts, with what they bring along.
   *
   * @throws DependencyCycleException if services of the cluster wait for each other
   * @throws IllegalArgumentException if a target is not in the cluster
   */
  public Reach reach(PlanRequest request) {
    ServiceGraph runtime =
        new ServiceGraph("runtime", servicesOf(request), PlanService::runtimeNeeds);
    return new Selection(request, runtime).reach();
  }

  private static List<PlanService> servicesOf(PlanRequest request) {
    SortedSet<String> names = new TreeSet<>();
    request.nodes().forEach(node -> names.addAll(node.services()));
    List<PlanService> services = new ArrayList<>();
    for (String name : names) {
      PlanService service = request.services().get(name);
      if (service == null) {
        throw new IllegalArgumentException(
            "Service \"%s\" is on a machine, but has no definition".formatted(name));
      }
      services.add(service);
    }
    return services;
  }

  /** One plan while it is drawn. */
  private static final class Drawing {
    private final TaskGraph graph = new TaskGraph();
    private final PlanRequest request;
    private final Selection selection;
    private final Map<TaskAction, SortedMap<String, List<Vertex>>> byAction =
        new EnumMap<>(TaskAction.class);
    private final List<Vertex> addressed = new ArrayList<>();
    private final List<Vertex> configured = new ArrayList<>();

    Drawing(PlanRequest request, Selection selection) {
      this.request = request;
      this.selection = selection;
    }

    void drawNodes() {
      List<TaskAction> actions = OperationTable.order(request.operation());
      for (PlanNode node : selection.nodes()) {
        drawNode(node, selection.actions(node, actions));
      }
    }

    /** Machine actions are a chain; between two of them the services run side by side. */
    private void drawNode(PlanNode node, List<TaskAction> actions) {
      List<Vertex> last = List.of();
      int from = 0;
      while (from < actions.size()) {
        TaskAction action = actions.get(from);
        int to = from + 1;
        if (OperationTable.ofNode(action)) {
          Vertex task = graph.task(action, node.number(), "");
          last.forEach(before -> graph.join(before, task));
          last = List.of(task);
          if (action == TaskAction.CONFIRM
              && !Collections.disjoint(node.services(), request.addressedServices())) {
            addressed.add(task);
          }
        } else {
          while (to < actions.size() && !OperationTable.ofNode(actions.get(to))) {
            to++;
          }
          last = drawServices(node, actions.subList(from, to), last);
        }
        from = to;
      }
    }

    private List<Vertex> drawServices(PlanNode node, List<TaskAction> actions, List<Vertex> first) {
      List<Vertex> ends = new ArrayList<>();
      for (String service : new TreeSet<>(node.services())) {
        List<Vertex> last = first;
        for (TaskAction action : actions) {
          if (request.services().get(service).actions().contains(action)
              && selection.takes(node, service, action)) {
            Vertex task = graph.task(action, node.number(), service);
            last.forEach(before -> graph.join(before, task));
            if (last.equals(first)) {
              configured.add(task);
            }
            last = List.of(task);
            byAction
                .computeIfAbsent(action, a -> new TreeMap<>())
                .computeIfAbsent(service, s -> new ArrayList<>())
                .add(task);
          }
        }
        if (!last.equals(first)) {
          ends.addAll(last);
        }
      }
      return ends.isEmpty() ? first : ends;
    }

    /** Work on services uses the configuration, so what this asks for must be known by then. */
    void joinAddresses() {
      graph.join(addressed, configured);
    }

    /** {@code before} of a needed service precedes {@code afters} of those that need it. */
    void joinServices(ServiceGraph needs, TaskAction before, List<TaskAction> afters) {
      SortedMap<String, List<Vertex>> sources = tasks(before);
      SortedMap<String, List<Vertex>> waiting = new TreeMap<>();
      for (TaskAction after : afters) {
        tasks(after)
            .forEach(
                (service, tasks) ->
                    needs
                        .nearest(service, sources::containsKey)
                        .forEach(
                            need ->
                                waiting
                                    .computeIfAbsent(need, n -> new ArrayList<>())
                                    .addAll(tasks)));
      }
      waiting.forEach((need, tasks) -> graph.join(sources.get(need), tasks));
    }

    /** A service stops when all that need it have stopped. */
    void joinStops(ServiceGraph needs) {
      SortedMap<String, List<Vertex>> stops = tasks(TaskAction.STOP);
      stops.forEach(
          (service, tasks) -> {
            List<Vertex> needed = new ArrayList<>();
            needs
                .nearest(service, stops::containsKey)
                .forEach(need -> needed.addAll(stops.get(need)));
            graph.join(tasks, needed);
          });
    }

    private SortedMap<String, List<Vertex>> tasks(TaskAction action) {
      return byAction.getOrDefault(action, new TreeMap<>());
    }
  }
}
