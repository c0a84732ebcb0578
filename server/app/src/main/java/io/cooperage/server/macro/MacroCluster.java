package io.cooperage.server.macro;

import java.util.Comparator;
import java.util.List;

/** A cluster as macros see it; its nodes are kept in the order of their numbers. */
public record MacroCluster(String owner, List<MacroNode> nodes) {
  public MacroCluster {
    nodes = nodes.stream().sorted(Comparator.comparingInt(MacroNode::number)).toList();
  }

  /** The machines that carry the service, by number. */
  List<MacroNode> carriers(String service) {
    return nodes.stream().filter(node -> node.services().contains(service)).toList();
  }
}
