package io.cooperage.server.cluster;

import io.cooperage.api.catalog.Service;
import io.cooperage.server.plan.PlanNode;
import io.cooperage.server.plan.PlanRequest;
import io.cooperage.server.plan.PlanService;
import io.cooperage.server.plan.PlanServices;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** A cluster as it is before an operation. */
record Present(ClusterRow cluster, ClusterSpec spec, List<NodeRow> nodes) {
  Present {
    nodes = List.copyOf(nodes);
  }

  List<PlanNode> planNodes() {
    return nodes.stream()
        .map(node -> new PlanNode(node.number(), new HashSet<>(node.services())))
        .toList();
  }

  List<Service> documents() {
    return spec.services().values().stream().map(ClusterSpec.ServiceSpec::document).toList();
  }

  Map<String, PlanService> planServices() {
    return PlanRequest.byName(PlanServices.from(documents()));
  }
}
