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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The definition of an addition, carried out word for word: tries every set of added services on
 * every machine. For small problems.
 */
final class BruteAddition {
  private static final Comparator<NodeLayout> ORDER =
      Comparator.comparingInt((NodeLayout layout) -> -layout.services().size())
          .thenComparing(NodeLayout::hardwaretype)
          .thenComparing(NodeLayout::imagetype)
          .thenComparing(layout -> String.join("\u0001", new TreeSet<>(layout.services())));

  private final List<Machine> machines;
  private final Set<String> everywhere;
  private final List<Set<String>> sets = new ArrayList<>();
  private final Set<String> fresh;
  private final Collection<Constraint> constraints;
  private final Set<Machine> wild = new HashSet<>();
  private final boolean endless;
  private Optional<List<Set<String>>> best = Optional.empty();

  /**
   * @param fresh the constrained services to add
   * @param everywhere the other ones
   */
  BruteAddition(
      List<Machine> machines,
      Set<String> fresh,
      Set<String> everywhere,
      Collection<Constraint> constraints) {
    this.machines = machines.stream().sorted(Comparator.comparingInt(Machine::number)).toList();
    this.fresh = fresh;
    this.everywhere = everywhere;
    this.constraints = constraints;
    this.endless = constraints.stream().noneMatch(Constraint.Machines.class::isInstance);
    List<String> names = List.copyOf(new TreeSet<>(fresh));
    for (int mask = 0; mask < 1 << names.size(); mask++) {
      Set<String> set = new TreeSet<>();
      for (int i = 0; i < names.size(); i++) {
        if ((mask & (1 << i)) != 0) {
          set.add(names.get(i));
        }
      }
      sets.add(set);
    }
    for (Machine machine : machines) {
      if (constraints.stream()
          .noneMatch(one -> one instanceof Constraint.Present p && is(p, machine))) {
        wild.add(machine);
      }
    }
  }

  private static boolean is(Constraint.Present present, Machine machine) {
    return present.services().equals(machine.services())
        && present.hardwaretype().equals(machine.hardwaretype())
        && present.imagetype().equals(machine.imagetype());
  }

  boolean satisfiable() {
    return preferred().isPresent();
  }

  /** What each machine gets. */
  Optional<SortedMap<Integer, Set<String>>> preferred() {
    place(new ArrayList<>());
    return best.map(
        choice -> {
          SortedMap<Integer, Set<String>> added = new TreeMap<>();
          for (int i = 0; i < machines.size(); i++) {
            Set<String> services = new TreeSet<>(everywhere);
            services.addAll(choice.get(i));
            if (!services.isEmpty()) {
              added.put(machines.get(i).number(), services);
            }
          }
          return added;
        });
  }

  /** Whether this breaks no constraint, preferred or not. */
  boolean holds(Map<Integer, Set<String>> added) {
    List<Set<String>> chosen = new ArrayList<>();
    for (Machine machine : machines) {
      Set<String> set = new TreeSet<>(added.getOrDefault(machine.number(), Set.of()));
      if (!set.containsAll(everywhere)) {
        return false;
      }
      set.removeAll(everywhere);
      if (!allowed(machine, set)) {
        return false;
      }
      chosen.add(set);
    }
    return quantitiesHold(chosen);
  }

  private void place(List<Set<String>> chosen) {
    if (chosen.size() == machines.size()) {
      if (quantitiesHold(chosen) && (best.isEmpty() || better(chosen, best.get()))) {
        best = Optional.of(List.copyOf(chosen));
      }
      return;
    }
    for (Set<String> set : sets) {
      if (allowed(machines.get(chosen.size()), set)) {
        chosen.add(set);
        place(chosen);
        chosen.remove(chosen.size() - 1);
      }
    }
  }

  /** By the layouts that come out, then by the layouts in the order of the machines' numbers. */
  private boolean better(List<Set<String>> one, List<Set<String>> other) {
    List<NodeLayout> ones = outcomes(one);
    List<NodeLayout> others = outcomes(other);
    int sorted =
        compare(ones.stream().sorted(ORDER).toList(), others.stream().sorted(ORDER).toList());
    return sorted < 0 || sorted == 0 && compare(ones, others) < 0;
  }

  private static int compare(List<NodeLayout> ones, List<NodeLayout> others) {
    for (int i = 0; i < ones.size(); i++) {
      int order = ORDER.compare(ones.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private List<NodeLayout> outcomes(List<Set<String>> chosen) {
    List<NodeLayout> outcomes = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      Machine machine = machines.get(i);
      outcomes.add(
          new NodeLayout(
              1,
              union(machine.services(), chosen.get(i)),
              machine.hardwaretype(),
              machine.imagetype()));
    }
    return outcomes;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }

  private boolean allowed(Machine machine, Set<String> set) {
    if (wild.contains(machine)) {
      return allowedAnywhere(set);
    }
    Set<String> whole = union(machine.services(), set);
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.CantCoexist cant && whole.containsAll(cant.services())
          || constraint instanceof Constraint.MustCoexist must
              && must.services().stream().anyMatch(whole::contains)
              && !whole.containsAll(must.services())
          || constraint instanceof Constraint.OnHardware on
              && whole.contains(on.service())
              && !on.hardwareTypes().contains(machine.hardwaretype())
          || constraint instanceof Constraint.OnImage on
              && whole.contains(on.service())
              && !on.imageTypes().contains(machine.imagetype())) {
        return false;
      }
    }
    return true;
  }

  /** On a machine that may carry any of the services that are not added. */
  private boolean allowedAnywhere(Set<String> set) {
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.CantCoexist cant && set.containsAll(cant.services())) {
        return false;
      }
      if (constraint instanceof Constraint.MustCoexist must) {
        Set<String> among = new HashSet<>(must.services());
        among.retainAll(fresh);
        if (among.stream().anyMatch(set::contains) && !set.containsAll(among)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean quantitiesHold(List<Set<String>> chosen) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < chosen.size(); i++) {
      chosen.get(i).forEach(name -> counts.merge(name, 1, Integer::sum));
      if (!wild.contains(machines.get(i))) {
        machines.get(i).services().forEach(name -> counts.merge(name, 1, Integer::sum));
      }
    }
    return extended(counts);
  }

  private boolean extended(Map<String, Integer> counts) {
    Optional<String> missing = Optional.empty();
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.AtMost bound
          && counts.getOrDefault(bound.service(), 0) > bound.max()) {
        return false;
      }
      if (constraint instanceof Constraint.AtLeast bound) {
        int count = counts.getOrDefault(bound.service(), 0);
        boolean old = !fresh.contains(bound.service());
        if (old && !endless && count + wild.size() < bound.min()) {
          return false;
        }
        if (!old && count < bound.min()) {
          missing = Optional.of(bound.service());
        }
      }
    }
    return missing.isEmpty() || endless && onOneMore(counts, missing.get());
  }

  private boolean onOneMore(Map<String, Integer> counts, String missing) {
    for (Set<String> set : sets) {
      if (set.contains(missing) && allowedAnywhere(set)) {
        Map<String, Integer> more = new HashMap<>(counts);
        set.forEach(name -> more.merge(name, 1, Integer::sum));
        if (extended(more)) {
          return true;
        }
      }
    }
    return false;
  }
}
