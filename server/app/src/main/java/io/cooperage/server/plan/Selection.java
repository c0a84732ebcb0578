package io.cooperage.server.plan;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.TaskAction;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an operation touches: on which machines, and which services with which action. Starting
 * brings along what is needed, stopping what depends on it; services that rest are started by their
 * own start only.
 */
final class Selection {
  private final PlanRequest request;
  private final Set<String> targets;
  private final Set<String> stopped;
  private final Set<String> started;

  Selection(PlanRequest request, ServiceGraph runtime) {
    this.request = request;
    Set<String> present = new TreeSet<>();
    request.nodes().forEach(node -> present.addAll(node.services()));
    this.targets = request.targetServices().isEmpty() ? present : request.targetServices();
    if (!present.containsAll(targets)) {
      Set<String> absent = new TreeSet<>(targets);
      absent.removeAll(present);
      throw new IllegalArgumentException(
          "The cluster has no service of " + absent + "; it has " + present);
    }
    this.stopped = stopped(runtime);
    this.started = started(runtime);
  }

  private Set<String> stopped(ServiceGraph runtime) {
    return switch (request.operation()) {
      case RESTART_SERVICES -> awake(runtime.withDependents(meant()));
      case STOP_SERVICES -> runtime.withDependents(targets);
      case CREATE,
          DELETE,
          RECONFIGURE,
          RECONFIGURE_WITH_RESTART,
          ADD_SERVICES,
          REMOVE_SERVICES,
          START_SERVICES,
          SCALE_UP,
          SCALE_DOWN ->
          targets;
    };
  }

  private Set<String> started(ServiceGraph runtime) {
    return switch (request.operation()) {
      case RESTART_SERVICES, START_SERVICES -> runtime.withNeeds(stopped);
      case CREATE,
          DELETE,
          RECONFIGURE,
          RECONFIGURE_WITH_RESTART,
          ADD_SERVICES,
          REMOVE_SERVICES,
          STOP_SERVICES,
          SCALE_UP,
          SCALE_DOWN ->
          targets;
    };
  }

  /** A restart of everything is one of what runs. */
  private Set<String> meant() {
    return request.targetServices().isEmpty() ? awake(targets) : targets;
  }

  /** Those that do not rest, or are asked for by name. */
  private Set<String> awake(Set<String> services) {
    Set<String> awake = new TreeSet<>(services);
    awake.removeIf(
        service ->
            request.resting().contains(service) && !request.targetServices().contains(service));
    return awake;
  }

  Reach reach() {
    List<TaskAction> actions = OperationTable.actions(request.operation());
    return new Reach(
        actions.contains(TaskAction.STOP) ? stopped : Set.of(),
        actions.contains(TaskAction.START) ? started : Set.of());
  }

  /** The machines with something to do, by number. */
  List<PlanNode> nodes() {
    return request.nodes().stream()
        .filter(
            node ->
                request.targetNodes().isEmpty() || request.targetNodes().contains(node.number()))
        .filter(node -> request.targetServices().isEmpty() || touches(node))
        .sorted(Comparator.comparingInt(PlanNode::number))
        .toList();
  }

  private boolean touches(PlanNode node) {
    Set<String> touched = new HashSet<>(node.services());
    touched.removeIf(service -> !stopped.contains(service) && !started.contains(service));
    return !touched.isEmpty();
  }

  /** Of {@code actions}, without those of machines that this one does not need. */
  List<TaskAction> actions(PlanNode node, List<TaskAction> actions) {
    if (!OperationTable.reconfigures(request.operation())) {
      return actions;
    }
    Set<TaskAction> needed = OperationTable.ofMachine(node.duty());
    return actions.stream()
        .filter(action -> !OperationTable.ofNode(action) || needed.contains(action))
        .toList();
  }

  /** Whether a service that defines the action is to take it on that machine. */
  boolean takes(PlanNode node, String service, TaskAction action) {
    if (OperationTable.reconfigures(request.operation())
        && !OperationTable.ofService(request, node, service).contains(action)) {
      return false;
    }
    return switch (action) {
      case STOP -> stopped.contains(service);
      case START -> started.contains(service) && mayStart(service);
      case CREATE, CONFIRM, BOOTSTRAP, INSTALL, CONFIGURE, INITIALIZE, REMOVE, DELETE ->
          targets.contains(service);
    };
  }

  private boolean mayStart(String service) {
    ClusterOperation operation = request.operation();
    return operation == ClusterOperation.START_SERVICES
        || operation == ClusterOperation.RESTART_SERVICES
        || !request.resting().contains(service);
  }
}
