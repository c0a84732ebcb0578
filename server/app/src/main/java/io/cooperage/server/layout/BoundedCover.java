package io.cooperage.server.layout;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * Whether a few machines meet all needs, where there are only so many of each kind: exact, by
 * branch and bound over a {@link BoundedProgram} (Land and Doig 1960). Its prices refute and its
 * amounts are nearly a choice; both are checked in whole numbers. Not thread-safe.
 */
final class BoundedCover {
  private static final double TOLERANCE = 1e-6;
  private static final double SCALE = 1e9;

  private final long[] loads;
  private final int[] wishes;
  private final int most;
  private final Budget budget;
  private final BoundedProgram program;

  /** Choices between bounds: how many machines of each kind are taken. */
  private record Range(int[] from, int[] to) {
    Range atMost(int kind, int count) {
      int[] lower = to.clone();
      lower[kind] = count;
      return new Range(from, lower);
    }

    Range atLeast(int kind, int count) {
      int[] higher = from.clone();
      higher[kind] = count;
      return new Range(higher, to);
    }
  }

  /**
   * @param loads by kind, the needs that a machine of it serves, as a bit mask
   * @param wishes by need, how many machines it wants
   * @param most how many machines may be taken in all
   */
  BoundedCover(long[] loads, int[] wishes, int most, Budget budget) {
    this.loads = loads.clone();
    this.wishes = wishes.clone();
    this.most = most;
    this.budget = budget;
    this.program = new BoundedProgram(loads, wishes, budget);
  }

  /**
   * @param free by kind, how many machines there are
   * @throws Budget.ExhaustedException if it is open
   */
  boolean exists(int[] free) {
    Deque<Range> open = new ArrayDeque<>();
    open.push(new Range(new int[free.length], free));
    while (!open.isEmpty()) {
      Range range = open.pop();
      budget.spend(4L * loads.length * wishes.length);
      if (IntStream.of(range.from).sum() > most || Demands.open(missing(range.to)) != 0) {
        continue;
      }
      program.solve(range.from, range.to);
      if (refuted(range)) {
        continue;
      }
      double[] amounts = program.amounts();
      if (rounded(range, amounts)) {
        return true;
      }
      int kind = mostDivided(range, amounts);
      if (kind >= 0) {
        int half = (int) Math.floor(amounts[kind] + TOLERANCE);
        int split = Math.max(range.from[kind], Math.min(range.to[kind] - 1, half));
        open.push(range.atMost(kind, split));
        open.push(range.atLeast(kind, split + 1));
      }
    }
    return false;
  }

  private int[] missing(int[] taken) {
    int[] missing = wishes.clone();
    for (int kind = 0; kind < taken.length; kind++) {
      for (long rest = taken[kind] == 0 ? 0 : loads[kind]; rest != 0; rest &= rest - 1) {
        missing[Long.numberOfTrailingZeros(rest)] -= taken[kind];
      }
    }
    return missing;
  }

  /**
   * Whether what the needs wish weighs more than the heaviest machines that may be taken serve,
   * whatever the weights: those that are best come from the prices.
   */
  private boolean refuted(Range range) {
    long[] weights =
        Arrays.stream(program.prices())
            .mapToLong(price -> Math.round(Math.max(0, Math.min(price, wishes.length)) * SCALE))
            .toArray();
    long[] served = Arrays.stream(loads).map(load -> SetSearch.sum(load, weights)).toArray();
    int left = most - IntStream.of(range.from).sum();
    int[] taken = range.from.clone();
    for (int kind : heaviestFirst(served)) {
      int more = Math.min(left, range.to[kind] - range.from[kind]);
      taken[kind] += more;
      left -= more;
    }
    return weigh(weights, wishes) > weigh(served, taken);
  }

  private static long weigh(long[] weights, int[] counts) {
    long sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum = Math.addExact(sum, Math.multiplyExact(weights[i], (long) counts[i]));
    }
    return sum;
  }

  private static int[] heaviestFirst(long[] weights) {
    return IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparingLong((Integer kind) -> weights[kind]).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Whether the whole machines of the amounts and then always the most useful one are enough. */
  private boolean rounded(Range range, double[] amounts) {
    int[] taken = new int[loads.length];
    for (int kind = 0; kind < loads.length; kind++) {
      int whole = (int) Math.floor(amounts[kind] + TOLERANCE);
      taken[kind] = Math.max(range.from[kind], Math.min(range.to[kind], whole));
    }
    int left = most - IntStream.of(taken).sum();
    int[] missing = missing(taken);
    for (long open = Demands.open(missing); open != 0 && left > 0; open = Demands.open(missing)) {
      int kind = mostUseful(open, taken, range.to);
      if (kind < 0) {
        return false;
      }
      int times =
          Math.min(range.to[kind] - taken[kind], Demands.least(missing, loads[kind] & open));
      times = Math.min(times, left);
      taken[kind] += times;
      left -= times;
      missing = Demands.less(missing, loads[kind] & open, times);
    }
    return left >= 0 && Demands.open(missing) == 0;
  }

  /** Of the kinds of which there is one more, that which serves most open needs; -1 = none does. */
  private int mostUseful(long open, int[] taken, int[] free) {
    int chosen = -1;
    int most = 0;
    for (int kind = 0; kind < loads.length; kind++) {
      int useful = taken[kind] < free[kind] ? Long.bitCount(loads[kind] & open) : 0;
      if (useful > most) {
        chosen = kind;
        most = useful;
      }
    }
    return chosen;
  }

  /** Of the kinds that are open, the one whose amount is furthest from whole; -1 = none is open. */
  private static int mostDivided(Range range, double[] amounts) {
    int chosen = -1;
    double most = 0;
    for (int kind = 0; kind < amounts.length; kind++) {
      double divided = Math.abs(amounts[kind] - Math.rint(amounts[kind]));
      if (range.from[kind] < range.to[kind] && (chosen < 0 || divided > most)) {
        chosen = kind;
        most = divided;
      }
    }
    return chosen;
  }
}
