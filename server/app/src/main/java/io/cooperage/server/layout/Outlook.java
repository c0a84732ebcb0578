package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether, and on how many machines, a set can be so that what remains can still be laid out. A set
 * that fails teaches a {@link Cut} that later candidates must fulfil, so that the sets in between
 * are never looked at. Not thread-safe.
 */
final class Outlook {
  private final Model model;
  private final SetSearch sets;
  private final Coverage coverage;
  private final long[] sizes;

  /**
   * @param sizes how many services each unit counts for
   */
  Outlook(Model model, SetSearch sets, Coverage coverage, long[] sizes) {
    this.model = model;
    this.sets = sets;
    this.coverage = coverage;
    this.sizes = sizes.clone();
  }

  /** What is already known of the sets that can be on a machine. */
  List<Cut> cuts(Remainder remainder) {
    List<Cut> cuts = new ArrayList<>();
    for (Certificate known : coverage.certificates()) {
      add(cuts, known.cut(remainder.machines(), remainder.demands()));
    }
    return cuts;
  }

  /** Adds a condition that says something. */
  static void add(List<Cut> cuts, Cut cut) {
    if (cut.atLeast() > 0) {
      cuts.add(cut);
    }
  }

  /**
   * Empty if the set can be on a machine; else a condition that it does not fulfil, and every set
   * that can succeed does.
   */
  Optional<Cut> refusal(Remainder remainder, long set) {
    Remainder rest = remainder.less(set, 1);
    return coverage.suffices(rest.machines(), rest.demands())
        ? Optional.empty()
        : Optional.of(learn(remainder, rest, set));
  }

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

  /**
   * Of the sets of {@code size} that hold {@code required}, the one whose units come first.
   *
   * @param accepted units that one machine accepts together
   * @param found such a set
   */
  long first(long accepted, long required, long found, long size, List<Cut> cuts, Limit limit) {
    long witness = found;
    long taken = required;
    long allowed = accepted;
    for (long rest = accepted; rest != 0; rest &= rest - 1) {
      long bit = Long.lowestOneBit(rest);
      if ((witness & bit) == 0) {
        long better = sets.heaviestWith(allowed, taken | bit, sizes, cuts, limit, size - 1);
        if (better == SetSearch.NONE) {
          allowed &= ~bit;
          continue;
        }
        witness = better;
      }
      taken |= bit;
    }
    return witness;
  }

  /**
   * On how many machines a set can be that can be on one.
   *
   * @param atMost not more than so many, at least one
   */
  int most(Remainder remainder, long set, int atMost) {
    int fits = 1;
    int fails = Math.min(remainder.machines(), atMost) + 1;
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
      if (coverage.suffices(remainder.less(set, probe))) {
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
}
