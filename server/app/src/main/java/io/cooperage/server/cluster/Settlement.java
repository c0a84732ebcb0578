package io.cooperage.server.cluster;

import io.cooperage.api.ClusterOperation;
import io.cooperage.server.tenant.TenantService;
import io.cooperage.server.web.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Brings a cluster in line when an operation on it is over, in the same transaction. Machines that
 * are gone leave the cluster and the quota, however the operation ended; what was to be brought
 * about counts as done when it ended well, and stays to be done when it did not. Thread-safe.
 */
final class Settlement {
  private final TenantService tenants;
  private final Nodes nodes;

  Settlement(TenantService tenants, Nodes nodes) {
    this.tenants = tenants;
    this.nodes = nodes;
  }

  /**
   * Whether the operation may leave anything to settle; the ends of the others stay as they are.
   */
  static boolean concerns(ClusterOperation operation) {
    return switch (operation) {
      case CREATE, DELETE, START_SERVICES, STOP_SERVICES, RESTART_SERVICES -> false;
      case RECONFIGURE,
          RECONFIGURE_WITH_RESTART,
          ADD_SERVICES,
          REMOVE_SERVICES,
          SCALE_UP,
          SCALE_DOWN ->
          true;
    };
  }

  void settle(
      Handle tx,
      ClusterRow cluster,
      ClusterSpec spec,
      ClusterOperation operation,
      boolean success) {
    int gone = mayLose(operation) ? nodes.removeGone(tx, cluster.id()) : 0;
    boolean fulfilled = success && !spec.intent().isNone();
    if (gone == 0 && !fulfilled) {
      return;
    }
    if (gone > 0) {
      tenants.release(tx, cluster.tenant(), 0, gone);
    }
    ClusterSpec next = fulfilled ? fulfil(tx, cluster, spec) : spec;
    ClusterDao.settle(tx, cluster.id(), Json.write(next), cluster.numMachines() - gone);
  }

  private static boolean mayLose(ClusterOperation operation) {
    return operation != ClusterOperation.ADD_SERVICES
        && operation != ClusterOperation.REMOVE_SERVICES
        && operation != ClusterOperation.SCALE_UP;
  }

  private ClusterSpec fulfil(Handle tx, ClusterRow cluster, ClusterSpec spec) {
    List<NodeRow> all = nodes.list(tx, cluster.id());
    Set<String> removed = spec.intent().removedServices();
    List<NodeRow> carriers = new ArrayList<>();
    for (NodeRow node : all) {
      Set<String> rest = new TreeSet<>(node.services());
      if (rest.removeAll(removed)) {
        carriers.add(node.withServices(rest));
      }
    }
    nodes.assign(tx, carriers);
    Map<String, ClusterSpec.ServiceSpec> services = new LinkedHashMap<>(spec.services());
    services.keySet().removeAll(removed);
    return spec.withLayoutOf(all).withServices(services).withIntent(ClusterSpec.Intent.NONE);
  }
}
