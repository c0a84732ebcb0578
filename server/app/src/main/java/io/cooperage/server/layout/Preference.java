package io.cooperage.server.layout;

import io.cooperage.api.NodeLayout;
import io.cooperage.server.layout.Model.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Builds the preferred layout of a model that has one: takes the earliest set of units with which
 * the remaining machines can still be laid out, as often as they can, and goes on with what
 * remains. A set that fails teaches a {@link Cut} that later candidates must fulfil, so that the
 * sets in between are never looked at. Not thread-safe.
 */
final class Preference {
  private final Model model;
  private final Set<String> everywhere;
  private final SetSearch sets;
  private final Coverage coverage;
  private final long[] sizes;

  /**
   * @param everywhere the services that go on every machine
   */
  Preference(Model model, Set<String> everywhere, SetSearch sets, Coverage coverage) {
    this.model = model;
    this.everywhere = everywhere;
    this.sets = sets;
    this.coverage = coverage;
    this.sizes = model.units().stream().mapToLong(Unit::size).toArray();
  }

  private record Choice(long set, String hardware, String image) {}

  List<NodeLayout> layouts() {
    List<NodeLayout> layouts = new ArrayList<>();
    Remainder remainder = Remainder.of(model);
    while (remainder.machines() > 0) {
      Choice choice = earliest(remainder);
      int times = most(remainder, choice.set());
      layouts.add(new NodeLayout(times, services(choice.set()), choice.hardware(), choice.image()));
      remainder = remainder.less(choice.set(), times);
    }
    return layouts;
  }

  private Set<String> services(long set) {
    Set<String> services = new TreeSet<>(everywhere);
    for (long rest = set; rest != 0; rest &= rest - 1) {
      services.addAll(model.units().get(Long.numberOfTrailingZeros(rest)).services());
    }
    return services;
  }

  /** The most preferred set that can be on a machine. */
  private Choice earliest(Remainder remainder) {
    List<Cut> cuts = new ArrayList<>();
    for (Certificate known : coverage.certificates()) {
      add(cuts, known.cut(remainder.machines(), remainder.demands()));
    }
    while (true) {
      Choice choice = candidate(remainder, cuts);
      Remainder rest = remainder.less(choice.set(), 1);
      if (coverage.suffices(rest.machines(), rest.demands())) {
        return choice;
      }
      Cut learned = learn(remainder, rest, choice.set());
      add(cuts, learned);
    }
  }

  private static void add(List<Cut> cuts, Cut cut) {
    if (cut.atLeast() > 0) {
      cuts.add(cut);
    }
  }

  /** A condition that the failed set does not fulfil, and every set that can succeed does. */
  private Cut learn(Remainder before, Remainder after, long failed) {
    for (Certificate certificate : coverage.certificates()) {
      if (certificate.refutes(after.machines(), after.demands())) {
        return certificate.cut(before.machines(), before.demands());
      }
    }
    long[] weights = new long[model.size()];
    long other = Demands.open(before.demands()) & ~failed;
    long full = 0;
    for (long rest = other; rest != 0; rest &= rest - 1) {
      int unit = Long.numberOfTrailingZeros(rest);
      weights[unit] = 1;
      if (before.demands()[unit] == before.machines()) {
        full |= 1L << unit;
      }
    }
    if (full == 0) {
      return new Cut(weights, 1);
    }
    Arrays.fill(weights, 0);
    weights[Long.numberOfTrailingZeros(full)] = 1;
    return new Cut(weights, 1);
  }

  /** The most preferred set that fulfils the conditions. */
  private Choice candidate(Remainder remainder, List<Cut> cuts) {
    long placeable = remainder.placeable();
    Limit limit = remainder.limit();
    long smallest = model.bare() ? -1 : 0;
    long largest = sets.heaviest(placeable, sizes, cuts, limit, smallest);
    if (largest == SetSearch.NONE) {
      throw new IllegalStateException("A remainder that can be laid out has no next set");
    }
    long size = SetSearch.sum(largest, sizes);
    Set<Long> seen = new HashSet<>();
    for (Type hardware : model.hardware()) {
      for (Type image : model.images()) {
        long accepted = placeable & hardware.units() & image.units();
        if (seen.add(accepted)) {
          long found = sets.heaviestWith(accepted, 0, sizes, cuts, limit, size - 1);
          if (found != SetSearch.NONE) {
            long first = alphabetical(accepted, found, size, cuts, limit);
            return new Choice(first, hardware.name(), image.name());
          }
        }
      }
    }
    throw new IllegalStateException("A carriable set is accepted by no hardware and image");
  }

  /** Of the sets of that size, the one whose services come first in the alphabet. */
  private long alphabetical(long accepted, long found, long size, List<Cut> cuts, Limit limit) {
    long witness = found;
    long required = 0;
    long allowed = accepted;
    for (long rest = accepted; rest != 0; rest &= rest - 1) {
      long bit = Long.lowestOneBit(rest);
      if ((witness & bit) == 0) {
        long better = sets.heaviestWith(allowed, required | bit, sizes, cuts, limit, size - 1);
        if (better == SetSearch.NONE) {
          allowed &= ~bit;
          continue;
        }
        witness = better;
      }
      required |= bit;
    }
    return witness;
  }

  /** On how many machines the set can be; at least one. */
  private int most(Remainder remainder, long set) {
    int fits = 1;
    int fails = remainder.machines() + 1;
    for (long rest = set; rest != 0; rest &= rest - 1) {
      fails = Math.min(fails, remainder.rooms()[Long.numberOfTrailingZeros(rest)] + 1);
    }
    boolean halve = false;
    while (fails - fits > 1) {
      int possible = mostPossible(remainder, set, fits, fails);
      int probe = halve ? Math.min(possible, fits + (fails - fits) / 2) : possible;
      if (probe == fits) {
        return fits;
      }
      if (succeeds(remainder.less(set, probe))) {
        fits = probe;
        if (probe == possible) {
          return fits;
        }
      } else {
        fails = probe;
        halve = !halve;
      }
    }
    return fits;
  }

  /** The most that bounds and certificates allow, at least {@code fits}. */
  private int mostPossible(Remainder remainder, long set, int fits, int fails) {
    int low = fits;
    int high = fails;
    while (high - low > 1) {
      int middle = low + (high - low) / 2;
      Remainder rest = remainder.less(set, middle);
      if (rest.bounded() && !coverage.knownTooFew(rest.machines(), rest.demands())) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean succeeds(Remainder rest) {
    return rest.bounded() && coverage.suffices(rest.machines(), rest.demands());
  }
}
