package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers one question for added services. Not thread-safe. */
final class AdditionSearch {
  /** What it costs to see what a constraint means for a class of machines. */
  private static final int STEPS = 10;

  private final Addition question;
  private final Rules rules;
  private final List<MachineClass> classes;
  private final Set<String> placed;
  private final Set<String> everywhere;
  private final List<Constraint> constraints;

  AdditionSearch(Addition question) {
    this.question = question;
    this.rules = Rules.of(question.cluster());
    this.classes = MachineClass.of(question.machines());
    this.placed = question.fresh();
    placed.retainAll(rules.constrained());
    this.everywhere = question.fresh();
    everywhere.removeAll(placed);
    this.constraints = all();
  }

  /** What the template says of services, and the machines. */
  private List<Constraint> all() {
    List<Constraint> all = new ArrayList<>();
    for (Constraint rule : rules.constraints()) {
      if (rule.concernsServices()) {
        all.add(rule);
      }
    }
    classes.forEach(machines -> all.add(machines.constraint()));
    all.add(new Constraint.Machines(question.machines().size(), 0));
    return all;
  }

  /** All that binds. */
  List<Constraint> constraints() {
    return List.copyOf(constraints);
  }

  /** The services to place. */
  Set<String> placed() {
    return Set.copyOf(placed);
  }

  /** The services to add to every machine. */
  Set<String> everywhere() {
    return Set.copyOf(everywhere);
  }

  AdditionAnswer answer(long budget) {
    Budget steps = new Budget(budget);
    AdditionBuilder builder = builder(constraints);
    Optional<AdditionModel> addition = builder.build();
    if (builder.units() > Model.MAX_UNITS) {
      return new Undecided(0, builder.units(), question.machines().size());
    }
    try {
      if (addition.isPresent()) {
        SetSearch sets = new SetSearch(addition.get().model(), steps);
        Coverage coverage = new Coverage(addition.get().model(), sets, steps);
        if (coverage.suffices(Remainder.of(addition.get().model()))) {
          return new AdditionSolution(
              new AdditionPreference(addition.get(), classes, everywhere, sets, coverage).added());
        }
      }
    } catch (Budget.ExhaustedException e) {
      return new Undecided(steps.used(), builder.units(), question.machines().size());
    }
    return new Explanation(budget, this::holds).of(constraints);
  }

  private AdditionBuilder builder(List<Constraint> some) {
    return new AdditionBuilder(classes, placed, new Conditions(some));
  }

  private boolean holds(List<Constraint> some, Budget steps) {
    steps.spend((long) STEPS * classes.size() * some.size());
    AdditionBuilder builder = builder(some);
    Optional<AdditionModel> addition = builder.build();
    if (builder.units() > Model.MAX_UNITS) {
      throw new Budget.ExhaustedException();
    }
    return addition.isPresent()
        && new Coverage(addition.get().model(), new SetSearch(addition.get().model(), steps), steps)
            .suffices(Remainder.of(addition.get().model()));
  }
}
