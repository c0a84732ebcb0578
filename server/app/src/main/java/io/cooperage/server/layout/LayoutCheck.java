package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import io.cooperage.server.layout.LayoutProblem.ServiceRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Checks a layout that is given, where a {@link Solver} finds one. Pure. */
public final class LayoutCheck {
  private LayoutCheck() {}

  /**
   * What of the problem a layout violates; empty if it is allowed.
   *
   * @param problem its machines and existing ones do not matter
   * @param layouts of the whole cluster
   */
  public static Optional<Unsatisfiable> violations(
      LayoutProblem problem, Collection<NodeLayout> layouts) {
    LayoutProblem given = problem.having(layouts);
    Optional<Unsatisfiable> refusal = Admission.refuse(given);
    if (refusal.isPresent()) {
      return refusal;
    }
    Rules rules = Rules.of(given);
    List<Constraint> broken = new ArrayList<>();
    for (Constraint constraint : rules.constraints()) {
      if (!holds(constraint, layouts)) {
        broken.add(constraint);
      }
    }
    for (String service : rules.everywhere()) {
      if (!all(layouts, layout -> layout.services().contains(service))) {
        broken.add(new Constraint.Everywhere(service));
      }
    }
    return broken.isEmpty() ? Optional.empty() : Optional.of(new Unsatisfiable(broken, false));
  }

  /**
   * The first hardware type, by name, on which a machine with {@code services} may stand.
   *
   * @return empty if there is none
   */
  public static Optional<String> hardwareFor(LayoutProblem problem, Set<String> services) {
    return first(Admission.hardwareTypes(problem), problem, services, ServiceRule::hardwareTypes);
  }

  /** The same for image types. */
  public static Optional<String> imageFor(LayoutProblem problem, Set<String> services) {
    return first(Admission.imageTypes(problem), problem, services, ServiceRule::imageTypes);
  }

  private static Optional<String> first(
      SortedSet<String> allowed,
      LayoutProblem problem,
      Set<String> services,
      Function<ServiceRule, Set<String>> wanted) {
    SortedSet<String> suitable = new TreeSet<>(allowed);
    for (String service : services) {
      ServiceRule rule = problem.serviceRules().get(service);
      if (rule != null && !wanted.apply(rule).isEmpty()) {
        suitable.retainAll(wanted.apply(rule));
      }
    }
    return suitable.stream().findFirst();
  }

  private static boolean holds(Constraint constraint, Collection<NodeLayout> layouts) {
    if (constraint instanceof Constraint.AtLeast bound) {
      return count(layouts, bound.service()) >= bound.min();
    }
    if (constraint instanceof Constraint.AtMost bound) {
      return count(layouts, bound.service()) <= bound.max();
    }
    if (constraint instanceof Constraint.OnHardware on) {
      return allWith(
          layouts, on.service(), layout -> on.hardwareTypes().contains(layout.hardwaretype()));
    }
    if (constraint instanceof Constraint.OnImage on) {
      return allWith(layouts, on.service(), layout -> on.imageTypes().contains(layout.imagetype()));
    }
    if (constraint instanceof Constraint.AllowedHardware allowed) {
      return all(layouts, layout -> allowed.hardwareTypes().contains(layout.hardwaretype()));
    }
    if (constraint instanceof Constraint.AllowedImages allowed) {
      return all(layouts, layout -> allowed.imageTypes().contains(layout.imagetype()));
    }
    if (constraint instanceof Constraint.MustCoexist group) {
      return all(layouts, layout -> allOrNone(layout.services(), group.services()));
    }
    if (constraint instanceof Constraint.CantCoexist group) {
      return all(layouts, layout -> !layout.services().containsAll(group.services()));
    }
    if (constraint instanceof Constraint.NoEmptyMachine) {
      return all(layouts, layout -> !layout.services().isEmpty());
    }
    return true;
  }

  private static boolean allOrNone(Set<String> services, Set<String> group) {
    long carried = group.stream().filter(services::contains).count();
    return carried == 0 || carried == group.size();
  }

  private static boolean all(Collection<NodeLayout> layouts, Predicate<NodeLayout> holds) {
    return layouts.stream().allMatch(holds);
  }

  private static boolean allWith(
      Collection<NodeLayout> layouts, String service, Predicate<NodeLayout> holds) {
    return layouts.stream().filter(layout -> layout.services().contains(service)).allMatch(holds);
  }

  private static int count(Collection<NodeLayout> layouts, String service) {
    return layouts.stream()
        .filter(layout -> layout.services().contains(service))
        .mapToInt(NodeLayout::count)
        .sum();
  }
}
