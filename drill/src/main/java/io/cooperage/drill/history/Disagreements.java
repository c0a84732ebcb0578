package io.cooperage.drill.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** When nothing moves any more, all datacenters show the same. */
public final class Disagreements {

  private Disagreements() {}

  public static List<Anomaly> check(List<FinalView> views) {
    List<Anomaly> anomalies = new ArrayList<>();
    if (views.isEmpty()) {
      return anomalies;
    }
    FinalView first = views.get(0);
    Map<String, ObservedCluster> expected = first.byId();
    for (FinalView view : views.subList(1, views.size())) {
      Map<String, ObservedCluster> actual = view.byId();
      Set<String> ids = new TreeSet<>(expected.keySet());
      ids.addAll(actual.keySet());
      for (String id : ids) {
        if (!Objects.equals(expected.get(id), actual.get(id))) {
          anomalies.add(
              new Anomaly(
                  Anomaly.Kind.DISAGREEMENT,
                  "cluster " + id,
                  "%s shows %s, %s shows %s"
                      .formatted(
                          first.datacenter(),
                          expected.get(id),
                          view.datacenter(),
                          actual.get(id))));
        }
      }
    }
    return anomalies;
  }
}
