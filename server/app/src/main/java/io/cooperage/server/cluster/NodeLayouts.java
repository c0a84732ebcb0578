package io.cooperage.server.cluster;

import io.cooperage.api.NodeLayout;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The layout of machines that are there. Pure. */
final class NodeLayouts {
  private record Kind(Set<String> services, String hardwaretype, String imagetype) {}

  private NodeLayouts() {}

  /** Of those that stay, with the services that stay, in the order of their numbers. */
  static List<NodeLayout> of(ClusterSpec spec, Collection<NodeRow> nodes) {
    Map<Kind, Integer> counts = new LinkedHashMap<>();
    for (NodeRow node : nodes) {
      if (node.stays()) {
        Set<String> services = new TreeSet<>(node.services());
        services.removeAll(spec.intent().removedServices());
        Kind kind = new Kind(services, node.hardwaretype(), node.imagetype());
        counts.merge(kind, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(
            entry ->
                new NodeLayout(
                    entry.getValue(),
                    entry.getKey().services(),
                    entry.getKey().hardwaretype(),
                    entry.getKey().imagetype()))
        .toList();
  }
}
