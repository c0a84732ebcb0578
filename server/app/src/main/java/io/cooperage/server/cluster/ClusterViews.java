package io.cooperage.server.cluster;

import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterSummary;
import io.cooperage.api.ClusterView;
import io.cooperage.api.JobProgress;
import io.cooperage.api.Link;
import io.cooperage.api.NodeView;
import io.cooperage.api.catalog.TemplateLink;
import io.cooperage.server.macro.MacroCluster;
import io.cooperage.server.macro.MacroException;
import io.cooperage.server.macro.MacroNode;
import io.cooperage.server.macro.Macros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Clusters as people and macros see them. */
public final class ClusterViews {
  private ClusterViews() {}

  static ClusterSummary summary(ClusterRow cluster) {
    return new ClusterSummary(
        cluster.id(),
        cluster.name(),
        cluster.tenant(),
        cluster.owner(),
        cluster.state(),
        cluster.template(),
        cluster.numMachines(),
        cluster.createdAt(),
        expireTime(cluster),
        cluster.id().job(cluster.latestJob()));
  }

  static ClusterView view(
      ClusterRow cluster, ClusterSpec spec, List<NodeRow> nodes, Optional<JobProgress> progress) {
    return new ClusterView(
        cluster.id(),
        cluster.name(),
        cluster.description(),
        cluster.tenant(),
        cluster.owner(),
        cluster.state(),
        cluster.version(),
        cluster.template(),
        spec.templateVersion(),
        spec.provider().name(),
        cluster.numMachines(),
        List.copyOf(spec.services().keySet()),
        spec.config(),
        cluster.createdAt(),
        expireTime(cluster),
        cluster.id().job(cluster.latestJob()),
        progress,
        cluster.message(),
        nodes.stream().map(ClusterViews::node).toList(),
        cluster.state() == ClusterState.TERMINATED ? List.of() : links(cluster, spec, nodes));
  }

  /** The cluster as macros see it: as it will be without what leaves. */
  public static MacroCluster macros(ClusterRow cluster, ClusterSpec spec, List<NodeRow> nodes) {
    return new MacroCluster(
        cluster.owner(),
        nodes.stream().filter(NodeRow::stays).map(node -> macros(spec, node)).toList());
  }

  /** A node as macros see it. */
  public static MacroNode macros(ClusterSpec spec, NodeRow node) {
    Set<String> services = new HashSet<>(node.services());
    services.removeAll(spec.intent().removedServices());
    return new MacroNode(node.number(), node.hostname(), node.addresses(), services);
  }

  private static NodeView node(NodeRow node) {
    return new NodeView(
        node.number(),
        node.hostname(),
        node.services(),
        node.serviceStates(),
        node.hardwaretype(),
        node.imagetype(),
        node.generation(),
        node.datacenter(),
        node.addresses(),
        node.state());
  }

  /** The template's links and its services'; one that makes no sense is left out. */
  private static List<Link> links(ClusterRow cluster, ClusterSpec spec, List<NodeRow> nodes) {
    MacroCluster macros = macros(cluster, spec, nodes);
    List<Link> links = new ArrayList<>();
    Stream.concat(
            spec.template().links().stream(),
            spec.services().values().stream()
                .flatMap(service -> service.document().links().stream()))
        .distinct()
        .forEach(link -> links.addAll(expand(link, macros)));
    return links;
  }

  private static List<Link> expand(TemplateLink link, MacroCluster macros) {
    try {
      return Macros.links(List.of(new Link(link.label(), link.url())), macros);
    } catch (MacroException e) {
      return List.of();
    }
  }

  private static long expireTime(ClusterRow cluster) {
    return cluster.expiresAt().map(Instant::toEpochMilli).orElse(0L);
  }
}
