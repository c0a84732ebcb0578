package io.cooperage.drill.history;

import java.util.Map;

/**
 * A cluster as a datacenter shows it after the drill. {@code jobs}: operation to how many jobs of
 * it the cluster has had.
 */
public record ObservedCluster(String id, String name, String status, Map<String, Integer> jobs) {

  public ObservedCluster {
    jobs = Map.copyOf(jobs);
  }

  boolean terminated() {
    return status.equals("terminated");
  }
}
