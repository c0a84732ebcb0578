package io.cooperage.server.layout;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Services to add to the machines of a cluster. The machines keep what they carry, their hardware
 * and their image, and only the services to add are placed; those that some machine carries already
 * are in the cluster, and stay where they are.
 *
 * @param cluster the rules, and the services of the cluster with or without those to add; its
 *     {@code machines} and {@code existing} do not matter
 * @param services to add
 * @param machines of the cluster; no two have the same number
 */
public record Addition(LayoutProblem cluster, Set<String> services, List<Machine> machines) {
  public Addition {
    services = Set.copyOf(services);
    machines = List.copyOf(machines);
    LayoutProblem placed = cluster.beside(0, machines);
    Set<String> all = new HashSet<>(cluster.services());
    all.addAll(services);
    placed.existing().forEach(layout -> all.addAll(layout.services()));
    cluster = placed.with(all);
  }

  /** The services that are really new: no machine carries them. */
  Set<String> fresh() {
    Set<String> fresh = new HashSet<>(services);
    cluster.existing().forEach(layout -> fresh.removeAll(layout.services()));
    return fresh;
  }
}
