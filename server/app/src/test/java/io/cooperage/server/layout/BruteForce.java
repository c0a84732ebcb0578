package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The definition of the preferred layout, carried out word for word: lists every node layout in
 * order, then tries the numbers of machines from many to few. For small problems.
 */
final class BruteForce {
  private final Rules rules;
  private final Collection<Constraint> constraints;
  private final List<NodeLayout> nodeLayouts;

  BruteForce(Rules rules, Collection<Constraint> constraints) {
    this.rules = rules;
    this.constraints = constraints;
    this.nodeLayouts = nodeLayouts();
  }

  /** The preferred layout on so many machines. */
  Optional<List<NodeLayout>> solve(int machines) {
    return fill(0, machines, new HashMap<>(rules.used()));
  }

  /** Whether there is a layout, on as many machines as asked for or, if none are, on any number. */
  boolean satisfiable() {
    Optional<Constraint.Machines> asked =
        constraints.stream()
            .filter(Constraint.Machines.class::isInstance)
            .map(Constraint.Machines.class::cast)
            .findAny();
    if (asked.isPresent()) {
      return solve(asked.get().machines()).isPresent();
    }
    int enough =
        constraints.stream()
            .filter(Constraint.AtLeast.class::isInstance)
            .mapToInt(least -> ((Constraint.AtLeast) least).min())
            .sum();
    return IntStream.rangeClosed(0, enough).anyMatch(machines -> solve(machines).isPresent());
  }

  private Optional<List<NodeLayout>> fill(int index, int left, Map<String, Integer> counts) {
    if (!withinMost(counts)) {
      return Optional.empty();
    }
    if (left == 0) {
      return reachesLeast(counts) ? Optional.of(List.of()) : Optional.empty();
    }
    if (index == nodeLayouts.size()) {
      return Optional.empty();
    }
    NodeLayout layout = nodeLayouts.get(index);
    for (int count = left; count >= 0; count--) {
      Map<String, Integer> then = new HashMap<>(counts);
      for (String service : layout.services()) {
        then.merge(service, count, Integer::sum);
      }
      Optional<List<NodeLayout>> rest = fill(index + 1, left - count, then);
      if (rest.isPresent()) {
        List<NodeLayout> whole = new ArrayList<>();
        if (count > 0) {
          whole.add(
              new NodeLayout(count, layout.services(), layout.hardwaretype(), layout.imagetype()));
        }
        whole.addAll(rest.get());
        return Optional.of(whole);
      }
    }
    return Optional.empty();
  }

  private boolean withinMost(Map<String, Integer> counts) {
    return constraints.stream()
        .noneMatch(
            c ->
                c instanceof Constraint.AtMost bound
                    && counts.getOrDefault(bound.service(), 0) > bound.max());
  }

  private boolean reachesLeast(Map<String, Integer> counts) {
    return constraints.stream()
        .noneMatch(
            c ->
                c instanceof Constraint.AtLeast bound
                    && counts.getOrDefault(bound.service(), 0) < bound.min());
  }

  private List<NodeLayout> nodeLayouts() {
    List<String> constrained = List.copyOf(rules.constrained());
    List<NodeLayout> layouts = new ArrayList<>();
    for (int mask = 0; mask < 1 << constrained.size(); mask++) {
      Set<String> set = new HashSet<>();
      for (int i = 0; i < constrained.size(); i++) {
        if ((mask & (1 << i)) != 0) {
          set.add(constrained.get(i));
        }
      }
      if (allowed(set)) {
        first(set, true)
            .flatMap(
                hardware ->
                    first(set, false).map(image -> new NodeLayout(1, whole(set), hardware, image)))
            .ifPresent(layouts::add);
      }
    }
    layouts.sort(
        Comparator.comparingInt((NodeLayout layout) -> -layout.services().size())
            .thenComparing(NodeLayout::hardwaretype)
            .thenComparing(NodeLayout::imagetype)
            .thenComparing(layout -> String.join("\u0001", new TreeSet<>(layout.services()))));
    return layouts;
  }

  private Set<String> whole(Set<String> set) {
    Set<String> whole = new HashSet<>(set);
    whole.addAll(rules.everywhere());
    return whole;
  }

  private boolean allowed(Set<String> set) {
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.NoEmptyMachine && set.isEmpty()
          || constraint instanceof Constraint.CantCoexist cant && set.containsAll(cant.services())
          || constraint instanceof Constraint.MustCoexist must
              && must.services().stream().anyMatch(set::contains)
              && !set.containsAll(must.services())) {
        return false;
      }
    }
    return true;
  }

  /** The first type that all services of the set accept. */
  private Optional<String> first(Set<String> set, boolean hardware) {
    Set<String> types = new TreeSet<>(Set.of(""));
    for (Constraint constraint : constraints) {
      if (hardware && constraint instanceof Constraint.OnHardware on) {
        types.addAll(on.hardwareTypes());
      } else if (!hardware && constraint instanceof Constraint.OnImage on) {
        types.addAll(on.imageTypes());
      }
    }
    for (Constraint constraint : constraints) {
      if (hardware && constraint instanceof Constraint.AllowedHardware allowed) {
        types = new TreeSet<>(allowed.hardwareTypes());
      } else if (!hardware && constraint instanceof Constraint.AllowedImages allowed) {
        types = new TreeSet<>(allowed.imageTypes());
      }
    }
    for (Constraint constraint : constraints) {
      if (hardware
          && constraint instanceof Constraint.OnHardware on
          && set.contains(on.service())) {
        types.retainAll(on.hardwareTypes());
      } else if (!hardware
          && constraint instanceof Constraint.OnImage on
          && set.contains(on.service())) {
        types.retainAll(on.imageTypes());
      }
    }
    return types.stream().findFirst();
  }
}
