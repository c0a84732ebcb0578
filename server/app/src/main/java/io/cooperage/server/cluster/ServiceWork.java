package io.cooperage.server.cluster;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.cluster.ClusterSpec.Intent;
import io.cooperage.server.plan.PlanRequest;
import io.cooperage.server.plan.Planner;
import io.cooperage.server.plan.Reach;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Services that are started, stopped, restarted or removed. Pure. */
final class ServiceWork {
  private static final Planner PLANNER = new Planner();

  private ServiceWork() {}

  static Future start(Present present, Optional<String> service) {
    return run(present, ClusterOperation.START_SERVICES, service);
  }

  static Future stop(Present present, Optional<String> service) {
    return run(present, ClusterOperation.STOP_SERVICES, service);
  }

  static Future restart(Present present, Optional<String> service) {
    return run(present, ClusterOperation.RESTART_SERVICES, service);
  }

  /** What is stopped with all that depends on it rests until it, or what needs it, is started. */
  private static Future run(Present present, ClusterOperation operation, Optional<String> service) {
    ClusterSpec spec = present.spec();
    Set<String> targets = service.map(Set::of).orElse(Set.of());
    requirePresent(present, targets);
    Reach reach =
        PLANNER.reach(
            new PlanRequest(
                operation,
                present.planNodes(),
                present.planServices(),
                targets,
                Set.of(),
                Set.of(),
                spec.resting(),
                Set.of()));
    Set<String> resting = new TreeSet<>(spec.resting());
    if (operation == ClusterOperation.STOP_SERVICES) {
      resting.addAll(reach.stopped());
    } else {
      resting.removeAll(reach.started());
    }
    JobOrder order = new JobOrder(operation, targets, Set.of(), true, false);
    return new Future(order, spec.withResting(resting), present.nodes());
  }

  static Future remove(Present present, Collection<String> services) {
    ClusterSpec spec = present.spec();
    Set<String> targets = new TreeSet<>(services);
    requirePresent(present, targets);
    requireRest(present, targets);
    Intent intent = new Intent(Set.of(), Set.of(), targets);
    JobOrder order = new JobOrder(ClusterOperation.REMOVE_SERVICES, targets, Set.of(), true, false);
    ClusterSpec next = spec.withIntent(intent);
    return new Future(order, next.withLayoutOf(present.nodes()), present.nodes());
  }

  private static void requirePresent(Present present, Set<String> services) {
    Set<String> absent = new TreeSet<>(services);
    absent.removeAll(present.spec().services().keySet());
    if (!absent.isEmpty()) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Cluster %s has no service %s. It has %s."
              .formatted(
                  present.cluster().id(),
                  String.join(", ", absent),
                  String.join(", ", new TreeSet<>(present.spec().services().keySet()))));
    }
  }

  /** What stays must have what it requires, and every machine something to carry. */
  private static void requireRest(Present present, Set<String> removed) {
    Set<String> rest = new TreeSet<>(present.spec().services().keySet());
    rest.removeAll(removed);
    List<String> errors = new ArrayList<>();
    Requirements.missing(present.spec(), rest)
        .forEach(
            missing ->
                errors.add(
                    "service \"%s\" requires \"%s\"; remove it too"
                        .formatted(missing.service(), missing.requirement())));
    for (NodeRow node : present.nodes()) {
      if (removed.containsAll(node.services())) {
        errors.add("machine %d would carry nothing; scale down instead".formatted(node.number()));
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
              ErrorCode.UNSATISFIABLE,
              "%s cannot be removed from cluster %s: %s."
                  .formatted(
                      String.join(", ", removed),
                      present.cluster().id(),
                      String.join("; ", errors)))
          .withErrors(errors);
    }
  }
}
