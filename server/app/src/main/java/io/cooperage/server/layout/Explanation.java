package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds constraints that cannot hold together and of which none can be left out, by divide and
 * conquer (QuickXplain, Junker 2004): about as many checks as the explanation is long, times the
 * logarithm of all constraints.
 */
final class Explanation {
  private final Predicate<List<Constraint>> satisfiable;

  /**
   * @param satisfiable whether constraints can hold together; must be monotone
   */
  Explanation(Predicate<List<Constraint>> satisfiable) {
    this.satisfiable = satisfiable;
  }

  /**
   * @param constraints cannot hold together
   */
  List<Constraint> of(List<Constraint> constraints) {
    Set<Constraint> needed = new HashSet<>(needed(List.of(), false, constraints));
    return constraints.stream().filter(needed::contains).toList();
  }

  private List<Constraint> needed(
      List<Constraint> kept, boolean grown, List<Constraint> candidates) {
    if (grown && !satisfiable.test(kept)) {
      return List.of();
    }
    if (candidates.size() == 1) {
      return candidates;
    }
    int half = candidates.size() / 2;
    List<Constraint> first = candidates.subList(0, half);
    List<Constraint> second = candidates.subList(half, candidates.size());
    List<Constraint> fromSecond = needed(joined(kept, first), true, second);
    List<Constraint> fromFirst = needed(joined(kept, fromSecond), !fromSecond.isEmpty(), first);
    return joined(fromFirst, fromSecond);
  }

  private static List<Constraint> joined(List<Constraint> one, List<Constraint> other) {
    List<Constraint> joined = new ArrayList<>(one);
    joined.addAll(other);
    return joined;
  }
}
