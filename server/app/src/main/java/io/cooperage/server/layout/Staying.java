package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Whether so many of the machines can stay that every service still has its minimum: a cover of the
 * minimums by machines as they are, of which there are only so many of each kind. Not thread-safe.
 */
final class Staying {
  private final List<Set<String>> loads;
  private final SortedSet<String> services;
  private final Conditions conditions;
  private final Budget budget;
  private int units;

  /**
   * Machines that carry the same of the services that matter.
   *
   * @param load the needs that a machine of them serves, as a bit mask
   */
  private record Kind(long load, int count) {
    /** Whether there are more of them than a smallest cover can want. */
    boolean isAmple(List<Need> needs) {
      return IntStream.range(0, needs.size())
          .filter(need -> (load & 1L << need) != 0)
          .allMatch(need -> needs.get(need).least() <= count);
    }

    boolean servesAllOf(Kind other) {
      return (other.load & ~load) == 0;
    }
  }

  /**
   * A service that too many leavers could bring below its minimum.
   *
   * @param carriers the classes whose machines carry it
   */
  private record Need(int least, BitSet carriers) {
    boolean impliedBy(Need other) {
      BitSet beyond = (BitSet) other.carriers.clone();
      beyond.andNot(carriers);
      return beyond.isEmpty() && least <= other.least;
    }

    int count(int[] counts) {
      return carriers.stream().map(i -> counts[i]).sum();
    }
  }

  /** Machines whose load is not among the conditions carry every service. */
  Staying(List<MachineClass> classes, Set<String> services, Conditions conditions, Budget budget) {
    this.services = new TreeSet<>(services);
    this.loads =
        classes.stream()
            .<Set<String>>map(one -> conditions.fixes(one) ? one.services() : this.services)
            .toList();
    this.conditions = conditions;
    this.budget = budget;
  }

  /** How many services had to be told apart last. */
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
   * @throws Budget.ExhaustedException if it is open, or if there are more units than a mask holds
   */
  boolean suffices(int[] counts, int leavers) {
    int stay = IntStream.of(counts).sum() - leavers;
    List<Need> needs = needs(counts, leavers);
    if (stay < 0 || needs.stream().anyMatch(need -> need.count(counts) < need.least())) {
      return false;
    }
    units = needs.size();
    if (units > Model.MAX_UNITS) {
      throw new Budget.ExhaustedException();
    }
    List<Kind> kinds = kinds(needs, counts);
    return new BoundedCover(
            kinds.stream().mapToLong(Kind::load).toArray(),
            needs.stream().mapToInt(Need::least).toArray(),
            stay,
            budget)
        .exists(kinds.stream().mapToInt(Kind::count).toArray());
  }

  private List<Need> needs(int[] counts, int leavers) {
    budget.spend((long) services.size() * counts.length);
    List<Need> needs = new ArrayList<>();
    for (String service : services) {
      BitSet carriers = new BitSet();
      for (int i = 0; i < counts.length; i++) {
        carriers.set(i, counts[i] > 0 && loads.get(i).contains(service));
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

  /** Without those that something ample can stand for. */
  private static List<Kind> kinds(List<Need> needs, int[] counts) {
    Map<Long, Integer> byLoad = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      long load = 0;
      for (int need = 0; need < needs.size(); need++) {
        load |= needs.get(need).carriers().get(i) ? 1L << need : 0;
      }
      byLoad.merge(load, counts[i], Integer::sum);
    }
    List<Kind> kinds = new ArrayList<>();
    byLoad.forEach((load, count) -> kinds.add(new Kind(load, count)));
    List<Kind> ample = kinds.stream().filter(kind -> kind.isAmple(needs)).toList();
    kinds.removeIf(
        kind -> ample.stream().anyMatch(one -> !one.equals(kind) && one.servesAllOf(kind)));
    return kinds;
  }
}
