package io.cooperage.server.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster as an operation that begins has it.
 *
 * @param nodes all of them: new ones, and those that are to leave, included
 */
record Future(JobOrder order, ClusterSpec spec, List<NodeRow> nodes) {
  Future {
    nodes = List.copyOf(nodes);
  }

  /** The same that tells plugins something else. */
  Future with(ClusterSpec other) {
    return new Future(order, other, nodes);
  }

  /** Machines that there were not before. */
  List<NodeRow> added(List<NodeRow> before) {
    Map<Integer, NodeRow> known = byNumber(before);
    return nodes.stream().filter(node -> !known.containsKey(node.number())).toList();
  }

  /** Machines that carry something else than before, or are to leave. */
  List<NodeRow> changed(List<NodeRow> before) {
    Map<Integer, NodeRow> known = byNumber(before);
    return nodes.stream()
        .filter(node -> known.containsKey(node.number()))
        .filter(node -> !known.get(node.number()).equals(node))
        .toList();
  }

  int highestNumber() {
    return nodes.stream().mapToInt(NodeRow::number).max().orElse(0);
  }

  private static Map<Integer, NodeRow> byNumber(List<NodeRow> nodes) {
    Map<Integer, NodeRow> byNumber = new HashMap<>();
    nodes.forEach(node -> byNumber.put(node.number(), node));
    return byNumber;
  }
}
