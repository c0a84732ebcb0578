package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Builds the preferred addition of a model that has one: of what the machines can become, the
 * earliest node layout on as many machines as possible, and so on with what remains. Of machines
 * that are alike, the lowest numbers come first. Not thread-safe.
 */
final class AdditionPreference {
  private static final Comparator<Outcome> RANK =
      Comparator.comparingInt((Outcome outcome) -> -outcome.layout().services().size())
          .thenComparing(outcome -> outcome.layout().hardwaretype())
          .thenComparing(outcome -> outcome.layout().imagetype());
  private static final Comparator<Outcome> ORDER =
      RANK.thenComparing(outcome -> String.join("\u0001", outcome.layout().services()));

  private final AdditionModel addition;
  private final List<MachineClass> classes;
  private final Set<String> everywhere;
  private final SetSearch sets;
  private final Outlook outlook;
  private final long[] sizes;
  private final int[] left;
  private final SortedMap<Integer, Set<String>> added = new TreeMap<>();

  /** A machine class, a set for it (with its kind), and what its machines become. */
  private record Outcome(int machines, long set, NodeLayout layout) {}

  /**
   * @param everywhere the added services that go on every machine
   */
  AdditionPreference(
      AdditionModel addition,
      List<MachineClass> classes,
      Set<String> everywhere,
      SetSearch sets,
      Coverage coverage) {
    this.addition = addition;
    this.classes = classes;
    this.everywhere = everywhere;
    this.sets = sets;
    Model model = addition.model();
    this.sizes = new long[model.size()];
    for (int unit = 0; unit < sizes.length; unit++) {
      sizes[unit] = isKind(unit) ? 1 : model.units().get(unit).size();
    }
    this.outlook = new Outlook(model, sets, coverage, sizes);
    this.left = classes.stream().mapToInt(MachineClass::count).toArray();
  }

  private boolean isKind(int unit) {
    return unit >= addition.groups().size();
  }

  SortedMap<Integer, Set<String>> added() {
    Remainder remainder = Remainder.of(addition.model());
    while (remainder.machines() > 0) {
      Outcome outcome = earliest(remainder);
      int times = outlook.most(remainder, outcome.set(), left[outcome.machines()]);
      give(outcome.machines(), outcome.set(), times);
      remainder = remainder.less(outcome.set(), times);
    }
    for (int i = 0; i < left.length; i++) {
      give(i, 0, left[i]);
    }
    return added;
  }

  private void give(int machines, long set, int times) {
    List<Integer> numbers = classes.get(machines).numbers();
    int from = numbers.size() - left[machines];
    Set<String> services = gained(machines, set);
    if (!services.isEmpty()) {
      numbers.subList(from, from + times).forEach(number -> added.put(number, services));
    }
    left[machines] -= times;
  }

  private SortedSet<String> gained(int machines, long set) {
    SortedSet<String> gained = new TreeSet<>(everywhere);
    long units = set | addition.intakes().get(machines).forced();
    for (long rest = units; rest != 0; rest &= rest - 1) {
      int unit = Long.numberOfTrailingZeros(rest);
      if (!isKind(unit)) {
        gained.addAll(addition.groups().get(unit));
      }
    }
    return gained;
  }

  private Outcome earliest(Remainder remainder) {
    List<Cut> cuts = outlook.cuts(remainder);
    while (true) {
      Outcome outcome = candidate(remainder, cuts);
      Optional<Cut> refusal = outlook.refusal(remainder, outcome.set());
      if (refusal.isEmpty()) {
        return outcome;
      }
      Outlook.add(cuts, refusal.get());
    }
  }

  /** The most preferred that fulfils the conditions. */
  private Outcome candidate(Remainder remainder, List<Cut> cuts) {
    long[] found = new long[sizes.length];
    Optional<Outcome> best = Optional.empty();
    for (int i = 0; i < left.length; i++) {
      int kind = addition.kinds().get(i);
      if (left[i] == 0 || kind < 0) {
        continue;
      }
      long free = addition.intakes().get(i).free() & remainder.placeable();
      if (found[kind] == 0) {
        found[kind] = sets.heaviestWith(free, 1L << kind, sizes, cuts, Limit.NONE, 0);
      }
      if (found[kind] != SetSearch.NONE) {
        best = Optional.of(better(best, i, free, found[kind], cuts));
      }
    }
    return best.orElseThrow(
        () -> new IllegalStateException("An addition that is possible has no next set"));
  }

  /** The best until now, or the first in the alphabet of the sets that are as large as another. */
  private Outcome better(
      Optional<Outcome> best, int machines, long free, long found, List<Cut> cuts) {
    if (best.isPresent() && RANK.compare(best.get(), outcome(machines, found)) < 0) {
      return best.get();
    }
    long kind = 1L << addition.kinds().get(machines);
    long size = SetSearch.sum(found, sizes);
    long first = outlook.first(free, kind, found, size, cuts, Limit.NONE);
    Outcome outcome = outcome(machines, first);
    return best.filter(other -> ORDER.compare(other, outcome) < 0).orElse(outcome);
  }

  private Outcome outcome(int machines, long set) {
    MachineClass before = classes.get(machines);
    SortedSet<String> services = gained(machines, set);
    services.addAll(before.services());
    return new Outcome(
        machines, set, new NodeLayout(1, services, before.hardwaretype(), before.imagetype()));
  }
}
