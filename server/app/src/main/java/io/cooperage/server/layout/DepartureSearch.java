package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Answers one question for machines that leave. Not thread-safe. */
final class DepartureSearch {
  private final Departure question;
  private final List<MachineClass> classes;
  private final Set<String> services;
  private final Constraint.Leaving leaving;
  private final List<Constraint> constraints;

  DepartureSearch(Departure question) {
    this.question = question;
    this.classes = MachineClass.of(question.machines());
    this.services = question.cluster().services();
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
    DepartureBuilder builder = builder(constraints);
    if (question.named().isPresent()) {
      return builder.namedMayLeave()
          ? new DepartureSolution(new TreeSet<>(question.named().get()))
          : unsatisfiable(budget);
    }
    Optional<DepartureModel> departure = builder.build();
    if (builder.units() > Model.MAX_UNITS) {
      return new Undecided(0, builder.units(), question.machines().size());
    }
    Budget steps = new Budget(budget);
    try {
      if (departure.isPresent()) {
        Model model = departure.get().model();
        Coverage coverage = new Coverage(model, new SetSearch(model, steps), steps);
        if (coverage.suffices(Remainder.of(model))) {
          return new DepartureSolution(new TreeSet<>(highest(departure.get(), coverage)));
        }
      }
    } catch (Budget.ExhaustedException e) {
      return new Undecided(steps.used(), builder.units(), question.machines().size());
    }
    return unsatisfiable(budget);
  }

  private DepartureBuilder builder(List<Constraint> some) {
    return new DepartureBuilder(classes, services, new Conditions(some));
  }

  private record Numbered(int number, int machineClass) {}

  /**
   * As many as possible of the highest numbers leave in one go. The class of the next one is closed
   * then: if one of its machines cannot leave, no later one can.
   */
  private Set<Integer> highest(DepartureModel departure, Coverage coverage) {
    List<Numbered> candidates = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      for (int number : classes.get(i).numbers()) {
        candidates.add(new Numbered(number, i));
      }
    }
    candidates.sort(Comparator.comparingInt(Numbered::number).reversed());
    Set<Integer> chosen = new HashSet<>();
    Remainder remainder = Remainder.of(departure.model());
    while (chosen.size() < question.count()) {
      int open = Math.min(candidates.size(), question.count() - chosen.size());
      int leave = longest(departure, coverage, remainder, candidates.subList(0, open));
      remainder = without(departure, remainder, candidates.subList(0, leave));
      candidates.subList(0, leave).forEach(one -> chosen.add(one.number()));
      int closed = leave < open ? candidates.get(leave).machineClass() : -1;
      candidates =
          candidates.subList(leave, candidates.size()).stream()
              .filter(one -> one.machineClass() != closed)
              .toList();
    }
    return chosen;
  }

  /** How many of the first candidates can leave together. */
  private int longest(
      DepartureModel departure, Coverage coverage, Remainder rest, List<Numbered> candidates) {
    int fits = 0;
    int fails = candidates.size() + 1;
    int probe = candidates.size();
    while (fails - fits > 1) {
      if (coverage.suffices(without(departure, rest, candidates.subList(0, probe)))) {
        fits = probe;
      } else {
        fails = probe;
      }
      probe = fits + (fails - fits) / 2;
    }
    return fits;
  }

  private Remainder without(DepartureModel departure, Remainder rest, List<Numbered> leavers) {
    int[] times = new int[classes.size()];
    leavers.forEach(one -> times[one.machineClass()]++);
    Remainder left = rest;
    for (int i = 0; i < times.length; i++) {
      left = left.less(departure.leaver(i), times[i]);
    }
    return left;
  }

  private Unsatisfiable unsatisfiable(long budget) {
    Budget steps = new Budget(budget);
    return new Unsatisfiable(new Explanation(some -> mayHold(some, steps)).of(constraints), true);
  }

  /** What cannot be decided counts as satisfiable, so that its constraints are kept. */
  private boolean mayHold(List<Constraint> some, Budget steps) {
    DepartureBuilder builder = builder(some);
    if (question.named().isPresent()) {
      return builder.namedMayLeave();
    }
    Optional<DepartureModel> departure = builder.build();
    if (builder.units() > Model.MAX_UNITS) {
      return true;
    }
    try {
      return departure.isPresent()
          && new Coverage(
                  departure.get().model(), new SetSearch(departure.get().model(), steps), steps)
              .suffices(Remainder.of(departure.get().model()));
    } catch (Budget.ExhaustedException e) {
      return true;
    }
  }
}
