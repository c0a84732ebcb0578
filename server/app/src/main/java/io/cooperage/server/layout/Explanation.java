package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Finds constraints that cannot hold together and of which none can be left out, by divide and
 * conquer (QuickXplain, Junker 2004): about as many checks as the explanation is long, times the
 * logarithm of all constraints. What cannot be decided within the budget counts as satisfiable, so
 * that its constraints are kept. Not thread-safe; one per question.
 */
final class Explanation {
  /** What it costs to sort a constraint into the conditions of a check. */
  private static final int STEPS = 100;

  private final BiPredicate<List<Constraint>, Budget> satisfiable;
  private final Budget steps;
  private boolean minimal = true;

  /**
   * @param budget after how many search steps to leave it at what is known
   * @param satisfiable whether constraints can hold together; must be monotone, and end with a
   *     {@link Budget.ExhaustedException} if it is open
   */
  Explanation(long budget, BiPredicate<List<Constraint>, Budget> satisfiable) {
    this.steps = new Budget(budget);
    this.satisfiable = satisfiable;
  }

  /**
   * @param constraints cannot hold together
   */
  Unsatisfiable of(List<Constraint> constraints) {
    Set<Constraint> needed = new HashSet<>(needed(List.of(), false, constraints));
    return new Unsatisfiable(constraints.stream().filter(needed::contains).toList(), true, minimal);
  }

  private List<Constraint> needed(
      List<Constraint> kept, boolean grown, List<Constraint> candidates) {
    if (grown && !mayHold(kept)) {
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

  private boolean mayHold(List<Constraint> some) {
    try {
      steps.spend((long) STEPS * some.size());
      return satisfiable.test(some, steps);
    } catch (Budget.ExhaustedException e) {
      minimal = false;
      return true;
    }
  }

  private static List<Constraint> joined(List<Constraint> one, List<Constraint> other) {
    List<Constraint> joined = new ArrayList<>(one);
    joined.addAll(other);
    return joined;
  }
}
