package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Some of the constraints of a problem, sorted by kind. What is not among them does not bind. */
final class Conditions {
  private final Map<String, Integer> least = new HashMap<>();
  private final Map<String, Integer> most = new HashMap<>();
  private final Map<String, Set<String>> hardware = new HashMap<>();
  private final Map<String, Set<String>> images = new HashMap<>();
  private final List<Set<String>> together = new ArrayList<>();
  private final List<Set<String>> apart = new ArrayList<>();
  private final Set<Constraint.Present> present = new HashSet<>();
  private Optional<Set<String>> allowedHardware = Optional.empty();
  private Optional<Set<String>> allowedImages = Optional.empty();
  private Optional<Integer> machines = Optional.empty();
  private Optional<Constraint.Leaving> leaving = Optional.empty();
  private boolean bare = true;

  Conditions(Collection<Constraint> constraints) {
    constraints.forEach(this::add);
  }

  private void add(Constraint constraint) {
    if (constraint instanceof Constraint.Machines given) {
      machines = Optional.of(given.machines());
    } else if (constraint instanceof Constraint.NoEmptyMachine) {
      bare = false;
    } else if (constraint instanceof Constraint.AtLeast bound) {
      least.put(bound.service(), bound.min());
    } else if (constraint instanceof Constraint.AtMost bound) {
      most.put(bound.service(), bound.max());
    } else if (constraint instanceof Constraint.OnHardware on) {
      hardware.put(on.service(), on.hardwareTypes());
    } else if (constraint instanceof Constraint.OnImage on) {
      images.put(on.service(), on.imageTypes());
    } else if (constraint instanceof Constraint.AllowedHardware allowed) {
      allowedHardware = Optional.of(allowed.hardwareTypes());
    } else if (constraint instanceof Constraint.AllowedImages allowed) {
      allowedImages = Optional.of(allowed.imageTypes());
    } else if (constraint instanceof Constraint.MustCoexist group) {
      together.add(group.services());
    } else if (constraint instanceof Constraint.CantCoexist group) {
      apart.add(group.services());
    } else if (constraint instanceof Constraint.Present machine) {
      present.add(machine);
    } else if (constraint instanceof Constraint.Leaving leave) {
      leaving = Optional.of(leave);
    }
  }

  int least(String service) {
    return least.getOrDefault(service, 0);
  }

  int most(String service) {
    return most.getOrDefault(service, Integer.MAX_VALUE);
  }

  /** The services with a minimum or a maximum. */
  Set<String> bounded() {
    Set<String> bounded = new HashSet<>(least.keySet());
    bounded.addAll(most.keySet());
    return bounded;
  }

  Map<String, Set<String>> hardware() {
    return hardware;
  }

  Map<String, Set<String>> images() {
    return images;
  }

  /** Whether a service accepts machines of such types. */
  boolean accepts(String service, String hardwaretype, String imagetype) {
    return hardware.getOrDefault(service, Set.of(hardwaretype)).contains(hardwaretype)
        && images.getOrDefault(service, Set.of(imagetype)).contains(imagetype);
  }

  List<Set<String>> together() {
    return together;
  }

  List<Set<String>> apart() {
    return apart;
  }

  Optional<Set<String>> allowedHardware() {
    return allowedHardware;
  }

  Optional<Set<String>> allowedImages() {
    return allowedImages;
  }

  Optional<Integer> machines() {
    return machines;
  }

  Optional<Constraint.Leaving> leaving() {
    return leaving;
  }

  /** Whether what the machines of a class carry is one of the conditions. */
  boolean fixes(MachineClass machines) {
    return present.contains(machines.constraint());
  }

  /** Whether a machine may carry no constrained service. */
  boolean bare() {
    return bare;
  }

  /** These services, those of them that must coexist joined, in the order of their first. */
  List<SortedSet<String>> groups(Set<String> services) {
    Map<String, SortedSet<String>> groupOf = new HashMap<>();
    services.forEach(service -> groupOf.put(service, new TreeSet<>(Set.of(service))));
    for (Set<String> group : together) {
      SortedSet<String> joined = new TreeSet<>();
      for (String service : group) {
        joined.addAll(groupOf.getOrDefault(service, new TreeSet<>()));
      }
      joined.forEach(service -> groupOf.put(service, joined));
    }
    return groupOf.values().stream()
        .distinct()
        .sorted(Comparator.comparing(SortedSet::first))
        .toList();
  }
}
