package io.cooperage.server.layout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Machines that leave a cluster; the others stay as they are.
 *
 * @param cluster the rules and the services of the cluster; its {@code machines} and {@code
 *     existing} do not matter
 * @param machines of the cluster; no two have the same number
 * @param count how many leave
 * @param named the numbers of those that leave, if the caller chooses; as many as {@code count}
 */
public record Departure(
    LayoutProblem cluster, List<Machine> machines, int count, Optional<Set<Integer>> named) {
  public Departure {
    machines = List.copyOf(machines);
    named = named.map(Set::copyOf);
    cluster = cluster.beside(0, machines);
    if (count < 0 || named.isPresent() && named.get().size() != count) {
      throw new IllegalArgumentException("%d of the machines cannot leave".formatted(count));
    }
    Set<Integer> unknown = new TreeSet<>(named.orElse(Set.of()));
    machines.forEach(machine -> unknown.remove(machine.number()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("The cluster has no machines " + unknown);
    }
  }

  /** So many machines, which the solver chooses. */
  public static Departure of(LayoutProblem cluster, List<Machine> machines, int count) {
    return new Departure(cluster, machines, count, Optional.empty());
  }

  /**
   * These machines.
   *
   * @throws IllegalArgumentException if the cluster has no machine of such a number
   */
  public static Departure of(LayoutProblem cluster, List<Machine> machines, Set<Integer> numbers) {
    return new Departure(cluster, machines, numbers.size(), Optional.of(numbers));
  }
}
