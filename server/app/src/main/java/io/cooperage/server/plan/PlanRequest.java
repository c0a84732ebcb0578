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
 * @param resting services that were stopped on request: nothing but their own start starts them
 * @param leaving services that were to be removed; a reconfiguration removes them
 */
public record PlanRequest(
    ClusterOperation operation,
    List<PlanNode> nodes,
    Map<String, PlanService> services,
    Set<String> targetServices,
    Set<Integer> targetNodes,
    Set<String> addressedServices,
    Set<String> resting,
    Set<String> leaving) {
  public PlanRequest {
    nodes = List.copyOf(nodes);
    services = Map.copyOf(services);
    targetServices = Set.copyOf(targetServices);
    targetNodes = Set.copyOf(targetNodes);
    addressedServices = Set.copyOf(addressedServices);
    resting = Set.copyOf(resting);
    leaving = Set.copyOf(leaving);
  }

  /** An operation on a cluster all of whose services ought to run. */
  public PlanRequest(
      ClusterOperation operation,
      List<PlanNode> nodes,
      Map<String, PlanService> services,
      Set<String> targetServices,
      Set<Integer> targetNodes,
      Set<String> addressedServices) {
    this(
        operation,
        nodes,
        services,
        targetServices,
        targetNodes,
        addressedServices,
        Set.of(),
        Set.of());
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
    return new PlanRequest(operation, nodes, byName(services), Set.of(), Set.of());
  }

  /** Definitions by the names of the services. */
  public static Map<String, PlanService> byName(Collection<PlanService> services) {
    return services.stream().collect(Collectors.toMap(PlanService::name, Function.identity()));
  }
}
