package io.cooperage.server.layout;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The preferred way to add services (see {@link Solver}).
 *
 * @param added what each machine gets, by its number; machines that get nothing are not named
 */
public record AdditionSolution(SortedMap<Integer, Set<String>> added) implements AdditionAnswer {
  public AdditionSolution {
    added = Collections.unmodifiableSortedMap(new TreeMap<>(added));
  }

  /** What one machine gets. */
  public Set<String> on(int machine) {
    return added.getOrDefault(machine, Set.of());
  }
}
