package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import io.cooperage.server.layout.LayoutProblem.Quantity;
import io.cooperage.server.layout.LayoutProblem.ServiceRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A layout problem as a list of constraints, each of which can be left out to see whether it
 * matters.
 *
 * @param constrained the services that are placed by constraints
 * @param everywhere the services that go on every machine
 * @param used on how many existing machines a service already is
 * @param constraints the ones to name first in an explanation come first
 */
record Rules(
    SortedSet<String> constrained,
    SortedSet<String> everywhere,
    Map<String, Integer> used,
    List<Constraint> constraints) {

  static Rules of(LayoutProblem problem) {
    Set<String> named = new HashSet<>(problem.serviceRules().keySet());
    problem.mustCoexist().forEach(named::addAll);
    problem.cantCoexist().forEach(named::addAll);
    SortedSet<String> constrained = new TreeSet<>(problem.services());
    constrained.retainAll(named);
    SortedSet<String> everywhere = new TreeSet<>(problem.services());
    everywhere.removeAll(constrained);

    Map<String, Integer> used = new HashMap<>();
    for (NodeLayout layout : problem.existing()) {
      layout.services().forEach(service -> used.merge(service, layout.count(), Integer::sum));
    }
    return new Rules(constrained, everywhere, used, constraints(problem, constrained, everywhere));
  }

  private static List<Constraint> constraints(
      LayoutProblem problem, SortedSet<String> constrained, SortedSet<String> everywhere) {
    List<Constraint> constraints = new ArrayList<>();
    constrained.forEach(service -> addQuantity(problem, service, constraints));
    constrained.forEach(service -> addTypes(problem, service, constraints));
    constraints.add(
        new Constraint.AllowedHardware(
            problem.template(), problem.provider(), Admission.hardwareTypes(problem)));
    constraints.add(
        new Constraint.AllowedImages(
            problem.template(), problem.provider(), Admission.imageTypes(problem)));
    for (Set<String> group : problem.mustCoexist()) {
      SortedSet<String> present = new TreeSet<>(group);
      present.retainAll(constrained);
      if (present.size() > 1) {
        constraints.add(new Constraint.MustCoexist(present));
      }
    }
    for (Set<String> group : problem.cantCoexist()) {
      if (!group.isEmpty() && constrained.containsAll(group)) {
        constraints.add(new Constraint.CantCoexist(group));
      }
    }
    constraints.add(
        new Constraint.Machines(
            problem.machines(), problem.existing().stream().mapToInt(NodeLayout::count).sum()));
    if (everywhere.isEmpty()) {
      constraints.add(new Constraint.NoEmptyMachine(constrained));
    }
    return constraints.stream().distinct().toList();
  }

  private static void addQuantity(
      LayoutProblem problem, String service, List<Constraint> constraints) {
    Quantity quantity =
        Optional.ofNullable(problem.serviceRules().get(service))
            .map(ServiceRule::quantity)
            .orElse(Quantity.ANY);
    int min = quantity.min().orElse(1);
    if (min > 0) {
      constraints.add(new Constraint.AtLeast(service, min, quantity.min().isEmpty()));
    }
    quantity.max().ifPresent(max -> constraints.add(new Constraint.AtMost(service, max)));
  }

  private static void addTypes(
      LayoutProblem problem, String service, List<Constraint> constraints) {
    ServiceRule rule = problem.serviceRules().get(service);
    if (rule != null && !rule.hardwareTypes().isEmpty()) {
      constraints.add(new Constraint.OnHardware(service, rule.hardwareTypes()));
    }
    if (rule != null && !rule.imageTypes().isEmpty()) {
      constraints.add(new Constraint.OnImage(service, rule.imageTypes()));
    }
  }
}
