package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Makes a model of a departure from some of the constraints. Machines whose load is not among the
 * constraints carry every service; without the constraint on leavers none leave. Not thread-safe.
 */
final class DepartureBuilder {
  private final List<MachineClass> classes;
  private final Conditions conditions;
  private final Set<Integer> named;
  private final int machines;
  private final int leavers;
  private final List<Need> needs = new ArrayList<>();
  private final List<Set<String>> kinds = new ArrayList<>();

  /**
   * A service that the leavers could take too much of.
   *
   * @param carriers the classes whose machines carry it
   */
  private record Need(String service, int least, Set<Integer> carriers) {
    boolean impliedBy(Need other) {
      return carriers.containsAll(other.carriers) && least <= other.least;
    }
  }

  DepartureBuilder(List<MachineClass> classes, Set<String> services, Conditions conditions) {
    this.classes = classes;
    this.conditions = conditions;
    this.named = conditions.leaving().map(Constraint.Leaving::numbers).orElse(Set.of());
    this.machines = classes.stream().mapToInt(MachineClass::count).sum();
    this.leavers = conditions.leaving().map(Constraint.Leaving::leaving).orElse(0);
    for (String service : new TreeSet<>(services)) {
      consider(service);
    }
  }

  private void consider(String service) {
    Set<Integer> carriers = new HashSet<>();
    IntStream.range(0, classes.size())
        .filter(i -> !conditions.fixes(classes.get(i)) || classes.get(i).carries(service))
        .forEach(carriers::add);
    Need need = new Need(service, conditions.least(service), carriers);
    if (count(need) - leavers < need.least() && needs.stream().noneMatch(need::impliedBy)) {
      needs.removeIf(other -> other.impliedBy(need));
      needs.add(need);
    }
  }

  private int count(Need need) {
    return need.carriers().stream().mapToInt(i -> classes.get(i).count()).sum();
  }

  /** Services that matter and, once built, kinds of machines, and leaving itself. */
  int units() {
    return needs.size() + kinds.size() + 1;
  }

  /**
   * Empty if the constraints cannot hold whoever leaves, or if there are more units than a model
   * holds.
   */
  Optional<DepartureModel> build() {
    if (leavers > machines || needs.stream().anyMatch(need -> count(need) < need.least())) {
      return Optional.empty();
    }
    List<Integer> kindOf = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      int kind = kind(i);
      if (kind == counts.size()) {
        counts.add(0);
      }
      counts.set(kind, counts.get(kind) + classes.get(i).count());
      kindOf.add(needs.size() + kind);
    }
    if (units() > Model.MAX_UNITS) {
      return Optional.empty();
    }
    return Optional.of(new DepartureModel(model(counts), kindOf, units() - 1));
  }

  /** Whether those that are named may leave. */
  boolean namedMayLeave() {
    return leavers <= machines
        && needs.stream()
            .allMatch(
                need ->
                    need.carriers().stream()
                            .flatMap(i -> classes.get(i).numbers().stream())
                            .filter(number -> !named.contains(number))
                            .count()
                        >= need.least());
  }

  private int kind(int machineClass) {
    Set<String> carried = new HashSet<>();
    needs.stream()
        .filter(need -> need.carriers().contains(machineClass))
        .forEach(need -> carried.add(need.service()));
    if (!kinds.contains(carried)) {
      kinds.add(carried);
    }
    return kinds.indexOf(carried);
  }

  private Model model(List<Integer> counts) {
    SortedSet<String> none = new TreeSet<>();
    List<Unit> units = new ArrayList<>();
    needs.forEach(need -> units.add(new Unit(none, need.least(), machines)));
    counts.forEach(count -> units.add(new Unit(none, count, count)));
    units.add(new Unit(none, leavers, leavers));
    List<Model.Type> any = List.of(new Model.Type("", (1L << units.size()) - 1));
    return new Model(machines, true, units, conflicts(), any, any);
  }

  private long[] conflicts() {
    LongStream.Builder conflicts = LongStream.builder();
    for (int kind = 0; kind < kinds.size(); kind++) {
      long bit = 1L << (needs.size() + kind);
      for (int other = 0; other < kind; other++) {
        conflicts.add(bit | 1L << (needs.size() + other));
      }
      for (int need = 0; need < needs.size(); need++) {
        if (!kinds.get(kind).contains(needs.get(need).service())) {
          conflicts.add(bit | 1L << need);
        }
      }
    }
    long leave = 1L << (units() - 1);
    for (int need = 0; need < needs.size(); need++) {
      conflicts.add(leave | 1L << need);
    }
    return conflicts.build().toArray();
  }
}
