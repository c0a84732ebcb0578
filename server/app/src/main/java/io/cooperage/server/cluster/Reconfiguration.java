package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ReconfigureRequest;
import io.cooperage.server.cluster.ClusterSpec.Intent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Another configuration for a cluster. Of an inconsistent one it also finishes what a failed
 * operation was to bring about, or drops it. Pure.
 */
final class Reconfiguration {
  private Reconfiguration() {}

  static Future of(Present present, ReconfigureRequest request) {
    ClusterSpec spec = present.spec();
    List<NodeRow> nodes = present.nodes();
    boolean repairs = present.cluster().state() == ClusterState.INCONSISTENT;
    if (repairs && request.dropUnfinished().orElse(false)) {
      nodes = withoutUnfinished(spec, nodes);
      spec = withoutUnfinished(spec, present).withLayoutOf(nodes);
    }
    return of(spec.withConfig(config(spec, request), spec.dnsSuffix()), nodes, request, repairs);
  }

  /** The same for a cluster whose spec has been made anew. */
  static Future of(
      ClusterSpec spec, List<NodeRow> nodes, ReconfigureRequest request, boolean repairs) {
    ClusterOperation operation =
        request.restart().orElse(false)
            ? ClusterOperation.RECONFIGURE_WITH_RESTART
            : ClusterOperation.RECONFIGURE;
    JobOrder order = new JobOrder(operation, Set.of(), Set.of(), true, repairs);
    return new Future(order, spec, nodes);
  }

  private static JsonNode config(ClusterSpec spec, ReconfigureRequest request) {
    if (request.config().isEmpty()) {
      return spec.config();
    }
    JsonNode given = request.config().get();
    RequestRules.checkConfig(given);
    return request.merge().orElse(false) ? ConfigOverlay.of(spec.config(), given) : given;
  }

  private static List<NodeRow> withoutUnfinished(ClusterSpec spec, List<NodeRow> nodes) {
    return nodes.stream()
        .map(
            node ->
                spec.intent().addedNodes().contains(node.number()) && !isFinished(spec, node)
                    ? node.leaving()
                    : node)
        .toList();
  }

  private static boolean isFinished(ClusterSpec spec, NodeRow node) {
    return node.isRunning()
        && node.services().stream()
            .allMatch(
                service -> ServiceStates.isSetUp(spec.service(service), node.serviceStates()));
  }

  /** What was to come and is not set up everywhere is to go, and so is what needs it. */
  private static ClusterSpec withoutUnfinished(ClusterSpec spec, Present present) {
    Intent intent = spec.intent();
    Set<String> dropped = new TreeSet<>();
    for (String service : intent.addedServices()) {
      if (present.nodes().stream().anyMatch(node -> lacks(spec, node, service))) {
        dropped.add(service);
      }
    }
    boolean more = true;
    while (more) {
      Set<String> rest = new TreeSet<>(spec.services().keySet());
      rest.removeAll(dropped);
      Set<String> stranded =
          Requirements.missing(spec, rest).stream()
              .map(Requirements.Missing::service)
              .filter(intent.addedServices()::contains)
              .collect(Collectors.toSet());
      more = dropped.addAll(stranded);
    }
    Set<String> removed = new TreeSet<>(intent.removedServices());
    removed.addAll(dropped);
    Set<String> added = new TreeSet<>(intent.addedServices());
    added.removeAll(dropped);
    return spec.withIntent(new Intent(added, intent.addedNodes(), removed));
  }

  private static boolean lacks(ClusterSpec spec, NodeRow node, String service) {
    return node.services().contains(service)
        && !ServiceStates.isSetUp(spec.service(service), node.serviceStates());
  }
}
