package io.cooperage.drill.history;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All clusters of the drill, as one datacenter lists them when everything has settled. */
public record FinalView(String datacenter, List<ObservedCluster> clusters) {

  public FinalView {
    clusters = List.copyOf(clusters);
  }

  Map<String, ObservedCluster> byId() {
    return clusters.stream()
        .collect(Collectors.toMap(ObservedCluster::id, Function.identity(), (a, b) -> a));
  }

  Map<String, List<ObservedCluster>> byName() {
    return clusters.stream().collect(Collectors.groupingBy(ObservedCluster::name));
  }
}
