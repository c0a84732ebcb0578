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
 * brings along what is needed, stopping what depends on it.
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
    ClusterOperation operation = request.operation();
    boolean restart = operation == ClusterOperation.RESTART_SERVICES;
    this.stopped =
        restart || operation == ClusterOperation.STOP_SERVICES
            ? runtime.withDependents(targets)
            : targets;
    this.started =
        restart || operation == ClusterOperation.START_SERVICES
            ? runtime.withNeeds(stopped)
            : targets;
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

  /** Whether a service that defines the action is to take it. */
  boolean takes(String service, TaskAction action) {
    return switch (action) {
      case STOP -> stopped.contains(service);
      case START -> started.contains(service);
      case CREATE, CONFIRM, BOOTSTRAP, INSTALL, CONFIGURE, INITIALIZE, REMOVE, DELETE ->
          targets.contains(service);
    };
  }
}
