package io.cooperage.server.layout;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The preferred machines to leave (see {@link Solver}).
 *
 * @param numbers of the machines
 */
public record DepartureSolution(SortedSet<Integer> numbers) implements DepartureAnswer {
  public DepartureSolution {
    numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
  }
}
