package io.cooperage.server.layout;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The definition of a departure, carried out word for word: tries the machines from the highest
 * number down, with each first and then without. For small problems.
 */
final class BruteDeparture {
  private final List<Machine> machines;
  private final Collection<Constraint> constraints;
  private final Optional<Constraint.Leaving> leaving;

  BruteDeparture(List<Machine> machines, Collection<Constraint> constraints) {
    this.machines =
        machines.stream().sorted(Comparator.comparingInt(Machine::number).reversed()).toList();
    this.constraints = constraints;
    this.leaving =
        constraints.stream()
            .filter(Constraint.Leaving.class::isInstance)
            .map(Constraint.Leaving.class::cast)
            .findAny();
  }

  boolean satisfiable() {
    return preferred().isPresent();
  }

  Optional<SortedSet<Integer>> preferred() {
    return choose(0, new HashSet<>()).map(TreeSet::new);
  }

  private Optional<Set<Integer>> choose(int index, Set<Integer> leavers) {
    if (index == machines.size()) {
      return leaving.map(Constraint.Leaving::leaving).orElse(0) == leavers.size()
              && leaving
                  .filter(one -> !one.numbers().isEmpty() && !one.numbers().equals(leavers))
                  .isEmpty()
              && minimumsHold(leavers)
          ? Optional.of(Set.copyOf(leavers))
          : Optional.empty();
    }
    int number = machines.get(index).number();
    leavers.add(number);
    Optional<Set<Integer>> with = choose(index + 1, leavers);
    leavers.remove(number);
    return with.isPresent() ? with : choose(index + 1, leavers);
  }

  private boolean minimumsHold(Set<Integer> leavers) {
    return constraints.stream()
        .allMatch(
            constraint ->
                !(constraint instanceof Constraint.AtLeast bound)
                    || machines.stream()
                            .filter(machine -> !leavers.contains(machine.number()))
                            .filter(machine -> carries(machine, bound.service()))
                            .count()
                        >= bound.min());
  }

  /** A machine whose load is not among the constraints carries whatever is missing. */
  private boolean carries(Machine machine, String service) {
    return machine.services().contains(service)
        || constraints.stream()
            .noneMatch(
                constraint ->
                    constraint instanceof Constraint.Present present
                        && present.services().equals(machine.services())
                        && present.hardwaretype().equals(machine.hardwaretype())
                        && present.imagetype().equals(machine.imagetype()));
  }
}
