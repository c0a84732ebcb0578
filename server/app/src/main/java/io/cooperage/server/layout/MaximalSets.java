package io.cooperage.server.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists the carriable sets to which nothing can be added. Not thread-safe. */
final class MaximalSets {
  private final SetSearch sets;
  private final Budget budget;
  private final long among;
  private List<Long> found = new ArrayList<>();

  MaximalSets(SetSearch sets, Budget budget, long among) {
    this.sets = sets;
    this.budget = budget;
    this.among = among;
  }

  /** Those that hold {@code unit}, the ones with most demand first. */
  List<Long> with(int unit, int[] demands) {
    found = new ArrayList<>();
    long bit = 1L << unit;
    for (long combination : sets.combinations()) {
      if ((combination & bit) != 0) {
        long open = among & combination & ~bit & ~sets.closedBy(unit, bit);
        grow(bit, open, 0);
      }
    }
    budget.spend(32L * found.size() * demands.length);
    long[] weights = Demands.weights(demands);
    return found.stream()
        .distinct()
        .sorted(
            Comparator.comparingLong((Long set) -> SetSearch.sum(set, weights))
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** {@code skipped} could join until now; a set that they could still join is not maximal. */
  private void grow(long taken, long open, long skipped) {
    budget.spend(8 + Long.bitCount(skipped));
    for (long rest = skipped; rest != 0; rest &= rest - 1) {
      if ((sets.neighbours(Long.numberOfTrailingZeros(rest)) & open) == 0) {
        return;
      }
    }
    if (open == 0) {
      found.add(taken);
      return;
    }
    int unit = Long.numberOfTrailingZeros(open);
    long bit = 1L << unit;
    long closed = sets.closedBy(unit, taken | bit);
    grow(taken | bit, open & ~bit & ~closed, skipped & ~closed);
    if ((sets.neighbours(unit) & open) != 0) {
      grow(taken, open & ~bit, skipped | bit);
    }
  }
}
