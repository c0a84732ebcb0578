package io.cooperage.drill.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every acknowledged create is there, and every acknowledged delete took effect, everywhere. */
public final class LostWrites {

  private LostWrites() {}

  public static List<Anomaly> check(List<Operation> operations, List<FinalView> views) {
    List<Anomaly> anomalies = new ArrayList<>();
    for (FinalView view : views) {
      Map<String, ObservedCluster> clusters = view.byId();
      for (Operation operation : operations) {
        if (operation.outcome() == Outcome.OK && operation.kind().write()) {
          check(operation, view.datacenter(), clusters, anomalies);
        }
      }
    }
    return anomalies;
  }

  private static void check(
      Operation operation,
      String datacenter,
      Map<String, ObservedCluster> clusters,
      List<Anomaly> anomalies) {
    String id = operation.cluster().orElse("");
    ObservedCluster cluster = clusters.get(id);
    if (cluster == null) {
      anomalies.add(lost(operation, datacenter, "cluster " + id + " is not in the list"));
    } else if (operation.kind() == OperationKind.CREATE
        && !operation.invoked().name().orElse("").equals(cluster.name())) {
      anomalies.add(
          lost(operation, datacenter, "cluster " + id + " is another one: " + cluster.name()));
    } else if (operation.kind() == OperationKind.DELETE
        && !cluster.terminated()
        && !cluster.jobs().containsKey("delete")) {
      anomalies.add(lost(operation, datacenter, "cluster " + id + " is " + cluster.status()));
    }
  }

  private static Anomaly lost(Operation operation, String datacenter, String detail) {
    return new Anomaly(
        Anomaly.Kind.LOST_WRITE,
        "operation " + operation.id(),
        operation.kind() + " acknowledged, but in " + datacenter + " " + detail);
  }
}
