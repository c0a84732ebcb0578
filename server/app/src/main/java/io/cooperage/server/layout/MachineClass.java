package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Machines that are alike: the search treats them as one with a count.
 *
 * @param numbers of the machines, ascending
 */
record MachineClass(
    SortedSet<String> services, String hardwaretype, String imagetype, List<Integer> numbers) {
  private static final Comparator<MachineClass> ORDER =
      Comparator.comparingInt((MachineClass one) -> -one.services().size())
          .thenComparing(MachineClass::hardwaretype)
          .thenComparing(MachineClass::imagetype)
          .thenComparing(one -> String.join("\u0001", one.services()));

  private record Likeness(Set<String> services, String hardwaretype, String imagetype) {}

  /**
   * In an order that does not depend on that of the machines.
   *
   * @throws IllegalArgumentException if two machines have the same number
   */
  static List<MachineClass> of(Collection<Machine> machines) {
    Map<Integer, Machine> byNumber = new TreeMap<>();
    for (Machine machine : machines) {
      if (byNumber.put(machine.number(), machine) != null) {
        throw new IllegalArgumentException("Two machines have the number " + machine.number());
      }
    }
    Map<Likeness, List<Integer>> alike =
        byNumber.values().stream()
            .collect(
                Collectors.groupingBy(
                    machine ->
                        new Likeness(
                            machine.services(), machine.hardwaretype(), machine.imagetype()),
                    Collectors.mapping(Machine::number, Collectors.toList())));
    List<MachineClass> classes = new ArrayList<>();
    alike.forEach(
        (like, numbers) ->
            classes.add(
                new MachineClass(
                    new TreeSet<>(like.services()),
                    like.hardwaretype(),
                    like.imagetype(),
                    numbers)));
    classes.sort(ORDER);
    return List.copyOf(classes);
  }

  int count() {
    return numbers.size();
  }

  boolean carries(String service) {
    return services.contains(service);
  }

  NodeLayout layout() {
    return new NodeLayout(count(), services, hardwaretype, imagetype);
  }

  Constraint.Present constraint() {
    return new Constraint.Present(count(), services, hardwaretype, imagetype);
  }
}
