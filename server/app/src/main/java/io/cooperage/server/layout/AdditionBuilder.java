package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Makes a model of added services from some of the constraints. Machines whose load is not among
 * the constraints can carry anything, whatever they are; without the constraint on machines there
 * are more of these, as many as the services need. Not thread-safe.
 */
final class AdditionBuilder {
  private static final int PLENTY = Integer.MAX_VALUE / 4;

  private final List<MachineClass> classes;
  private final Conditions conditions;
  private final Set<String> fresh;
  private final List<SortedSet<String>> groups;
  private final Map<String, Long> bits = new HashMap<>();
  private final List<Intake> kinds = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();

  /**
   * @param classes the machines
   * @param fresh the constrained services to add
   */
  AdditionBuilder(List<MachineClass> classes, Set<String> fresh, Conditions conditions) {
    this.classes = classes;
    this.conditions = conditions;
    this.fresh = fresh;
    this.groups = conditions.groups(fresh);
    for (int unit = 0; unit < groups.size(); unit++) {
      for (String service : groups.get(unit)) {
        bits.put(service, 1L << unit);
      }
    }
  }

  /** Groups of services to place and, once built, kinds of machines. */
  int units() {
    return groups.size() + kinds.size();
  }

  /**
   * Empty if the machines as they are contradict the constraints, or if there are more units than a
   * model holds.
   */
  Optional<AdditionModel> build() {
    if (groups.size() > Model.MAX_UNITS || !quantitiesHold()) {
      return Optional.empty();
    }
    List<Intake> intakes = new ArrayList<>();
    List<Integer> kindOf = new ArrayList<>();
    for (MachineClass machines : classes) {
      Optional<Intake> intake =
          conditions.fixes(machines) ? intake(machines) : Optional.of(anything());
      if (intake.isEmpty()) {
        return Optional.empty();
      }
      intakes.add(intake.get());
      kindOf.add(kind(intake.get(), machines.count()));
    }
    if (conditions.machines().isEmpty()) {
      kind(anything(), needed());
    }
    if (units() > Model.MAX_UNITS) {
      return Optional.empty();
    }
    return Optional.of(new AdditionModel(model(intakes), groups, intakes, kindOf));
  }

  /** Whether what is on the machines already is neither too much nor too little. */
  private boolean quantitiesHold() {
    Map<String, Integer> fixed = new HashMap<>();
    int open = conditions.machines().isEmpty() ? PLENTY : 0;
    for (MachineClass machines : classes) {
      if (conditions.fixes(machines)) {
        machines.services().forEach(name -> fixed.merge(name, machines.count(), Integer::sum));
      } else {
        open += machines.count();
      }
    }
    for (String service : conditions.bounded()) {
      int count = fixed.getOrDefault(service, 0);
      if (count > conditions.most(service)
          || !fresh.contains(service) && count + open < conditions.least(service)) {
        return false;
      }
    }
    return true;
  }

  private int needed() {
    long sum = 0;
    for (SortedSet<String> group : groups) {
      sum += atLeast(group);
    }
    return (int) Math.min(PLENTY, sum);
  }

  private int atLeast(Set<String> group) {
    return group.stream().mapToInt(conditions::least).max().orElse(0);
  }

  private long all() {
    return (1L << groups.size()) - 1;
  }

  /** What a machine can take that may carry anything. */
  private Intake anything() {
    long alone = 0;
    for (long conflict : everywhere()) {
      alone |= Long.bitCount(conflict) == 1 ? conflict : 0;
    }
    return new Intake(0, all() & ~alone, new long[0]);
  }

  /** The added services that can share no machine at all. */
  private long[] everywhere() {
    return ModelBuilder.minimal(
        conditions.apart().stream()
            .filter(fresh::containsAll)
            .mapToLong(group -> mask(group))
            .toArray());
  }

  private long mask(Set<String> services) {
    long mask = 0;
    for (String service : services) {
      mask |= bits.getOrDefault(service, 0L);
    }
    return mask;
  }

  /** Empty if the machines contradict the constraints. */
  private Optional<Intake> intake(MachineClass machines) {
    long forced = 0;
    long closed = unsuited(machines);
    for (Set<String> group : conditions.together()) {
      Set<String> old = new TreeSet<>(group);
      old.removeAll(fresh);
      long carried = old.stream().filter(machines.services()::contains).count();
      if (carried > 0 && carried < old.size()) {
        return Optional.empty();
      }
      if (carried > 0) {
        forced |= mask(group);
      } else if (!old.isEmpty()) {
        closed |= mask(group);
      }
    }
    List<Long> conflicts = new ArrayList<>();
    for (Set<String> group : conditions.apart()) {
      if (isThereButForFresh(group, machines)) {
        long left = mask(group) & ~forced;
        if (left == 0) {
          return Optional.empty();
        }
        closed |= Long.bitCount(left) == 1 ? left : 0;
        conflicts.add(left);
      }
    }
    if ((forced & closed) != 0 || !suited(machines)) {
      return Optional.empty();
    }
    long free = all() & ~forced & ~closed;
    long[] among =
        conflicts.stream().mapToLong(Long::longValue).filter(mask -> (mask & ~free) == 0).toArray();
    return Optional.of(new Intake(forced, free, ModelBuilder.minimal(among)));
  }

  /** A plain loop: an explanation asks very often. */
  private boolean isThereButForFresh(Set<String> group, MachineClass machines) {
    for (String name : group) {
      if (!bits.containsKey(name) && !machines.carries(name)) {
        return false;
      }
    }
    return true;
  }

  private boolean suited(MachineClass machines) {
    return machines.services().stream().allMatch(name -> accepts(name, machines));
  }

  private long unsuited(MachineClass machines) {
    return mask(
        fresh.stream().filter(name -> !accepts(name, machines)).collect(Collectors.toSet()));
  }

  private boolean accepts(String service, MachineClass machines) {
    return conditions.accepts(service, machines.hardwaretype(), machines.imagetype());
  }

  /** The unit of the kind; negative if there is no choice. */
  private int kind(Intake intake, int count) {
    if (intake.free() == 0 || count == 0) {
      return -1;
    }
    for (int kind = 0; kind < kinds.size(); kind++) {
      if (kinds.get(kind).chooses(intake)) {
        counts.set(kind, Math.addExact(counts.get(kind), count));
        return groups.size() + kind;
      }
    }
    kinds.add(intake);
    counts.add(count);
    return groups.size() + kinds.size() - 1;
  }

  private Model model(List<Intake> intakes) {
    int machines = counts.stream().mapToInt(Integer::intValue).sum();
    long placeable = kinds.stream().mapToLong(Intake::free).reduce(0, (a, b) -> a | b);
    List<Unit> units = new ArrayList<>();
    for (int unit = 0; unit < groups.size(); unit++) {
      SortedSet<String> group = groups.get(unit);
      int forced = 0;
      for (int i = 0; i < classes.size(); i++) {
        forced += (intakes.get(i).forced() & (1L << unit)) == 0 ? 0 : classes.get(i).count();
      }
      int most = group.stream().mapToInt(conditions::most).min().orElseThrow() - forced;
      int room = (placeable & (1L << unit)) == 0 ? 0 : machines;
      units.add(new Unit(group, Math.max(0, atLeast(group) - forced), Math.min(room, most)));
    }
    counts.forEach(count -> units.add(new Unit(new TreeSet<>(), count, count)));
    long whole = (1L << units.size()) - 1;
    List<Model.Type> any = List.of(new Model.Type("", whole));
    return new Model(machines, true, units, conflicts(), any, any);
  }

  private long[] conflicts() {
    LongStream.Builder conflicts = LongStream.builder();
    for (long conflict : everywhere()) {
      conflicts.add(conflict);
    }
    for (int kind = 0; kind < kinds.size(); kind++) {
      long bit = 1L << (groups.size() + kind);
      for (int other = 0; other < kind; other++) {
        conflicts.add(bit | 1L << (groups.size() + other));
      }
      for (long rest = all() & ~kinds.get(kind).free(); rest != 0; rest &= rest - 1) {
        conflicts.add(bit | Long.lowestOneBit(rest));
      }
      for (long conflict : kinds.get(kind).conflicts()) {
        conflicts.add(bit | conflict);
      }
    }
    return ModelBuilder.minimal(conflicts.build().toArray());
  }
}
