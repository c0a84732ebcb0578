package io.cooperage.server.layout;

import io.cooperage.server.layout.Model.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Whether so many of the machines can stay that every service still has its minimum: a cover of the
 * minimums, as in the search for layouts, with a type of machine for every load. A type that has
 * fewer machines than a minimum cover may want is a unit as well, that is on all its machines, and
 * so is the wish to leave, which shares a machine with no service. Not thread-safe.
 */
final class Staying {
  private final List<Set<String>> loads;
  private final SortedSet<String> services;
  private final Conditions conditions;
  private final Budget budget;
  private int units;

  /** Machines that carry the same of the services that matter. */
  private static final class Kind {
    private final long load;
    private final int most;
    private int count;

    private Kind(long load, int most) {
      this.load = load;
      this.most = most;
    }

    /** Whether a smallest cover may want more of them than there are. */
    private boolean scarce() {
      return count < most;
    }
  }

  /**
   * A service that too many leavers could bring below its minimum.
   *
   * @param carriers the classes whose machines carry it
   */
  private record Need(int least, Set<Integer> carriers) {
    boolean impliedBy(Need other) {
      return carriers.containsAll(other.carriers) && least <= other.least;
    }

    int count(int[] counts) {
      return carriers.stream().mapToInt(i -> counts[i]).sum();
    }
  }

  /** Machines whose load is not among the conditions carry every service. */
  Staying(List<MachineClass> classes, Set<String> services, Conditions conditions, Budget budget) {
    this.services = new TreeSet<>(services);
    this.loads =
        classes.stream()
            .map(one -> conditions.fixes(one) ? one.services() : this.services)
            .<Set<String>>map(HashSet::new)
            .toList();
    this.conditions = conditions;
    this.budget = budget;
  }

  /** How many services and kinds of machines had to be told apart last. */
  int units() {
    return units;
  }

  /**
   * Whether the minimums hold with all of these machines.
   *
   * @param counts machines by class
   */
  boolean suffices(int[] counts) {
    return needs(counts, 0).stream().allMatch(need -> need.count(counts) >= need.least());
  }

  /**
   * Whether {@code leavers} of these machines can leave.
   *
   * @param counts machines by class
   * @throws Budget.ExhaustedException if it is open, or if there are more units than a model holds
   */
  boolean suffices(int[] counts, int leavers) {
    int stay = IntStream.of(counts).sum() - leavers;
    List<Need> needs = needs(counts, leavers);
    if (stay < 0 || needs.stream().anyMatch(need -> need.count(counts) < need.least())) {
      return false;
    }
    List<Kind> kinds = kinds(needs, counts);
    List<Kind> scarce = kinds.stream().filter(Kind::scarce).toList();
    units = needs.size() + scarce.size() + 1;
    if (units > Model.MAX_UNITS) {
      throw new Budget.ExhaustedException();
    }
    Model model = model(stay, needs, kinds, scarce);
    return new Coverage(model, new SetSearch(model, budget), budget).suffices(Remainder.of(model))
        && exactly(stay, needs, kinds);
  }

  /** The cover may have taken a scarce machine twice. */
  private boolean exactly(int stay, List<Need> needs, List<Kind> kinds) {
    return new BoundedCover(kinds.stream().mapToLong(kind -> kind.load).toArray(), budget)
        .exists(
            needs.stream().mapToInt(Need::least).toArray(),
            kinds.stream().mapToInt(kind -> kind.count).toArray(),
            stay);
  }

  private List<Need> needs(int[] counts, int leavers) {
    List<Need> needs = new ArrayList<>();
    for (String service : services) {
      Set<Integer> carriers = new HashSet<>();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0 && loads.get(i).contains(service)) {
          carriers.add(i);
        }
      }
      Need need = new Need(conditions.least(service), carriers);
      if (need.count(counts) - leavers < need.least()
          && needs.stream().noneMatch(need::impliedBy)) {
        needs.removeIf(other -> other.impliedBy(need));
        needs.add(need);
      }
    }
    return needs;
  }

  private static List<Kind> kinds(List<Need> needs, int[] counts) {
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      long load = 0;
      int most = 0;
      for (int need = 0; need < needs.size() && need < Model.MAX_UNITS; need++) {
        if (needs.get(need).carriers().contains(i)) {
          load |= 1L << need;
          most = Math.max(most, needs.get(need).least());
        }
      }
      long carried = load;
      int wanted = most;
      Kind kind =
          kinds.stream()
              .filter(one -> one.load == carried)
              .findAny()
              .orElseGet(() -> new Kind(carried, wanted));
      kind.count += counts[i];
      if (!kinds.contains(kind)) {
        kinds.add(kind);
      }
    }
    List<Kind> ample = kinds.stream().filter(kind -> !kind.scarce()).toList();
    kinds.removeIf(
        kind -> ample.stream().anyMatch(one -> one != kind && (kind.load & ~one.load) == 0));
    return kinds;
  }

  private static Model model(int stay, List<Need> needs, List<Kind> kinds, List<Kind> scarce) {
    int spare = scarce.stream().mapToInt(kind -> kind.count).sum();
    int machines = stay + spare;
    SortedSet<String> none = new TreeSet<>();
    List<Unit> units = new ArrayList<>();
    needs.forEach(need -> units.add(new Unit(none, need.least(), machines)));
    scarce.forEach(kind -> units.add(new Unit(none, kind.count, kind.count)));
    long leave = 1L << units.size();
    units.add(new Unit(none, spare, spare));
    List<Type> types = new ArrayList<>();
    types.add(new Type("", leave));
    for (Kind kind : kinds) {
      int unit = scarce.indexOf(kind);
      long own = unit < 0 ? 0 : 1L << (needs.size() + unit);
      types.add(new Type("", kind.load | own | leave));
    }
    LongStream.Builder conflicts = LongStream.builder();
    for (int need = 0; need < needs.size(); need++) {
      conflicts.add(leave | 1L << need);
    }
    long all = (1L << units.size()) - 1;
    return new Model(
        machines, true, units, conflicts.build().toArray(), types, List.of(new Type("", all)));
  }
}
