package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Answers one question for machines that leave. Not thread-safe. */
final class DepartureSearch {
  private final Departure question;
  private final List<MachineClass> classes;
  private final Constraint.Leaving leaving;
  private final List<Constraint> constraints;

  DepartureSearch(Departure question) {
    this.question = question;
    this.classes = MachineClass.of(question.machines());
    this.leaving =
        new Constraint.Leaving(
            question.count(), question.machines().size(), question.named().orElse(Set.of()));
    this.constraints = all();
  }

  /** What leavers can break: minimums, also of services that go on every machine. */
  private List<Constraint> all() {
    Rules rules = Rules.of(question.cluster());
    List<Constraint> all = new ArrayList<>();
    for (Constraint rule : rules.constraints()) {
      if (rule instanceof Constraint.AtLeast) {
        all.add(rule);
      }
    }
    rules.everywhere().forEach(name -> all.add(new Constraint.AtLeast(name, 1, true)));
    classes.forEach(machines -> all.add(machines.constraint()));
    all.add(leaving);
    return all;
  }

  /** All that binds but the size of the cluster. */
  List<Constraint> constraints() {
    return List.copyOf(constraints);
  }

  DepartureAnswer answer(long budget) {
    int stay = question.machines().size() - question.count();
    LayoutProblem cluster = question.cluster();
    if (stay >= 0 && cluster.size().min().orElse(0) > stay) {
      Constraint.Size size =
          new Constraint.Size(cluster.template(), cluster.size().min(), cluster.size().max());
      return new Unsatisfiable(List.of(leaving, size), true);
    }
    Budget steps = new Budget(budget);
    Conditions conditions = new Conditions(constraints);
    Staying staying = staying(conditions, steps);
    try {
      if (holds(conditions, staying)) {
        return new DepartureSolution(
            new TreeSet<>(question.named().orElseGet(() -> highest(staying))));
      }
    } catch (Budget.ExhaustedException e) {
      return new Undecided(steps.used(), staying.units(), question.machines().size());
    }
    return new Explanation(budget, this::holds).of(constraints);
  }

  private Staying staying(Conditions conditions, Budget steps) {
    return new Staying(classes, question.cluster().services(), conditions, steps);
  }

  private boolean holds(Conditions conditions, Staying staying) {
    if (conditions.leaving().isEmpty()) {
      return staying.suffices(counts(Set.of()));
    }
    return question.named().isPresent()
        ? staying.suffices(counts(question.named().get()))
        : staying.suffices(counts(Set.of()), question.count());
  }

  private boolean holds(List<Constraint> some, Budget steps) {
    Conditions conditions = new Conditions(some);
    return holds(conditions, staying(conditions, steps));
  }

  /** How many machines of each class are left without these. */
  private int[] counts(Set<Integer> without) {
    return classes.stream()
        .mapToInt(one -> (int) one.numbers().stream().filter(n -> !without.contains(n)).count())
        .toArray();
  }

  private record Numbered(int number, int machineClass) {}

  /**
   * As many as possible of the highest numbers leave in one go. The class of the next one is closed
   * then: if one of its machines cannot leave, no later one can.
   */
  private Set<Integer> highest(Staying staying) {
    List<Numbered> candidates = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      for (int number : classes.get(i).numbers()) {
        candidates.add(new Numbered(number, i));
      }
    }
    candidates.sort(Comparator.comparingInt(Numbered::number).reversed());
    int[] counts = counts(Set.of());
    Set<Integer> chosen = new HashSet<>();
    while (chosen.size() < question.count()) {
      if (candidates.isEmpty()) {
        throw new IllegalStateException("No machine is left to choose: " + question);
      }
      int missing = question.count() - chosen.size();
      int open = Math.min(candidates.size(), missing);
      int leave = longest(staying, counts, missing, candidates.subList(0, open));
      counts = without(counts, candidates.subList(0, leave));
      candidates.subList(0, leave).forEach(one -> chosen.add(one.number()));
      int closed = leave < open ? candidates.get(leave).machineClass() : -1;
      candidates =
          candidates.subList(leave, candidates.size()).stream()
              .filter(one -> one.machineClass() != closed)
              .toList();
    }
    return chosen;
  }

  /** How many of the first candidates can leave together, so that all that are missing can. */
  private int longest(Staying staying, int[] counts, int missing, List<Numbered> candidates) {
    int fits = 0;
    int fails = candidates.size() + 1;
    int probe = candidates.size();
    while (fails - fits > 1) {
      if (staying.suffices(without(counts, candidates.subList(0, probe)), missing - probe)) {
        fits = probe;
      } else {
        fails = probe;
      }
      probe = fits + (fails - fits) / 2;
    }
    return fits;
  }

  private static int[] without(int[] counts, List<Numbered> leavers) {
    int[] left = counts.clone();
    leavers.forEach(one -> left[one.machineClass()]--);
    return left;
  }
}
