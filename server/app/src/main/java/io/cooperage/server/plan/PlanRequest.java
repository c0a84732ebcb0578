package io.cooperage.server.plan;

import io.cooperage.api.ClusterOperation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An operation to plan.
 *
 * @param nodes all machines of the cluster; with SCALE_UP the new ones included, with SCALE_DOWN
 *     those that leave included
 * @param services definitions of all services on {@code nodes}, by name
 * @param targetServices the services meant (add, remove, start, stop, restart); empty = all
 * @param targetNodes numbers of the machines meant (those that come or leave, when scaling); empty
 *     = all
 * @param addressedServices services whose machines' addresses the configuration asks for (see
 *     {@code Macros.addressedServices}): a new machine of theirs is confirmed before any service is
 *     worked on
 */
public record PlanRequest(
    ClusterOperation operation,
    List<PlanNode> nodes,
    Map<String, PlanService> services,
    Set<String> targetServices,
    Set<Integer> targetNodes,
    Set<String> addressedServices) {
  public PlanRequest {
    nodes = List.copyOf(nodes);
    services = Map.copyOf(services);
    targetServices = Set.copyOf(targetServices);
    targetNodes = Set.copyOf(targetNodes);
    addressedServices = Set.copyOf(addressedServices);
  }

  /** An operation on a cluster whose configuration asks for no addresses. */
  public PlanRequest(
      ClusterOperation operation,
      List<PlanNode> nodes,
      Map<String, PlanService> services,
      Set<String> targetServices,
      Set<Integer> targetNodes) {
    this(operation, nodes, services, targetServices, targetNodes, Set.of());
  }

  /** The operation on the whole cluster. */
  public static PlanRequest of(
      ClusterOperation operation, List<PlanNode> nodes, Collection<PlanService> services) {
    return new PlanRequest(
        operation,
        nodes,
        services.stream().collect(Collectors.toMap(PlanService::name, Function.identity())),
        Set.of(),
        Set.of());
  }
}
