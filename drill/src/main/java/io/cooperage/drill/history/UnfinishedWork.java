package io.cooperage.drill.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Every job that was begun ends, and well: no cluster stays pending, none is left incomplete by the
 * loss of a datacenter.
 */
public final class UnfinishedWork {

  private UnfinishedWork() {}

  public static List<Anomaly> check(FinalView view) {
    List<Anomaly> anomalies = new ArrayList<>();
    for (ObservedCluster cluster : view.clusters()) {
      if (!cluster.terminated() && !cluster.status().equals("active")) {
        anomalies.add(
            new Anomaly(
                Anomaly.Kind.UNFINISHED,
                "cluster " + cluster.id(),
                cluster.name() + " is " + cluster.status() + " after the drill"));
      }
    }
    return anomalies;
  }
}
