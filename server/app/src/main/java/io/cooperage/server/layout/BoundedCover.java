package io.cooperage.server.layout;

import java.util.stream.IntStream;

/**
 * Whether a few machines meet all needs, where there are only so many of each kind: exact, by
 * branching over how many of the most useful kind are taken. Counts its steps. Not thread-safe.
 */
final class BoundedCover {
  private final long[] loads;
  private final Budget budget;

  /**
   * @param loads by kind, the needs that a machine of it serves, as a bit mask
   */
  BoundedCover(long[] loads, Budget budget) {
    this.loads = loads.clone();
    this.budget = budget;
  }

  /**
   * @param missing by need, how many machines it still wants
   * @param free by kind, how many there are
   * @param most how many may be taken in all
   * @throws Budget.ExhaustedException if it is open
   */
  boolean exists(int[] missing, int[] free, int most) {
    budget.spend(1);
    int need = scarcest(missing, free);
    if (need < 0) {
      return true;
    }
    if (isOutOfReach(missing, free, need, most)) {
      return false;
    }
    int kind = mostUseful(missing, free, need);
    int useful =
        IntStream.range(0, missing.length)
            .filter(other -> serves(kind, other))
            .map(other -> missing[other])
            .max()
            .orElseThrow();
    for (int taken = Math.min(Math.min(free[kind], useful), most); taken >= 0; taken--) {
      int[] left = free.clone();
      left[kind] = 0;
      if (exists(without(missing, kind, taken), left, most - taken)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The open need that the fewest machines beyond those that it wants can serve; -1 = all are met.
   */
  private int scarcest(int[] missing, int[] free) {
    int scarcest = -1;
    int fewest = Integer.MAX_VALUE;
    for (int need = 0; need < missing.length; need++) {
      int spare = missing[need] > 0 ? supply(free, need) - missing[need] : Integer.MAX_VALUE;
      if (spare < fewest) {
        scarcest = need;
        fewest = spare;
      }
    }
    return scarcest;
  }

  private boolean isOutOfReach(int[] missing, int[] free, int scarcest, int most) {
    int largest = IntStream.of(missing).max().orElse(0);
    int widest =
        IntStream.range(0, loads.length)
            .filter(kind -> free[kind] > 0)
            .map(kind -> Long.bitCount(loads[kind] & open(missing)))
            .max()
            .orElse(0);
    long wanted = IntStream.of(missing).asLongStream().sum();
    return supply(free, scarcest) < missing[scarcest]
        || largest > most
        || wanted > (long) most * widest;
  }

  private int mostUseful(int[] missing, int[] free, int need) {
    int best = -1;
    for (int kind = 0; kind < loads.length; kind++) {
      boolean better =
          best < 0
              || Long.bitCount(loads[kind] & open(missing))
                  > Long.bitCount(loads[best] & open(missing));
      if (free[kind] > 0 && serves(kind, need) && better) {
        best = kind;
      }
    }
    return best;
  }

  private int supply(int[] free, int need) {
    return IntStream.range(0, loads.length)
        .filter(kind -> serves(kind, need))
        .map(kind -> free[kind])
        .sum();
  }

  private boolean serves(int kind, int need) {
    return (loads[kind] & 1L << need) != 0;
  }

  private static long open(int[] missing) {
    long open = 0;
    for (int need = 0; need < missing.length; need++) {
      open |= missing[need] > 0 ? 1L << need : 0;
    }
    return open;
  }

  private int[] without(int[] missing, int kind, int taken) {
    int[] left = missing.clone();
    for (int need = 0; need < left.length; need++) {
      left[need] = serves(kind, need) ? Math.max(0, left[need] - taken) : left[need];
    }
    return left;
  }
}
