package io.cooperage.server.layout;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the heaviest set of units that one machine can carry, by branch and bound. A set is
 * carriable if it holds no conflict wholly and one hardware type and one image type accept all of
 * it. Not thread-safe.
 */
final class SetSearch {
  /** No set found. */
  static final long NONE = -1;

  private final Budget budget;
  private final int size;
  private final long[] rivals;
  private final long[][] groups;
  private final long[] allGroups;
  private final long[] neighbours;
  private final long[] combinations;

  private long[] weights;
  private List<Cut> cuts;
  private Limit limit;
  private long best;
  private long bestWeight;

  SetSearch(Model model, Budget budget) {
    this.budget = budget;
    this.size = model.size();
    this.rivals = new long[size];
    this.allGroups =
        Arrays.stream(model.conflicts()).filter(group -> Long.bitCount(group) > 2).toArray();
    this.groups = new long[size][];
    for (int unit = 0; unit < size; unit++) {
      long bit = 1L << unit;
      groups[unit] = Arrays.stream(allGroups).filter(group -> (group & bit) != 0).toArray();
    }
    for (long conflict : model.conflicts()) {
      if (Long.bitCount(conflict) == 2) {
        int low = Long.numberOfTrailingZeros(conflict);
        int high = Long.numberOfTrailingZeros(conflict & (conflict - 1));
        rivals[low] |= 1L << high;
        rivals[high] |= 1L << low;
      }
    }
    this.neighbours = rivals.clone();
    for (int unit = 0; unit < size; unit++) {
      for (long group : groups[unit]) {
        neighbours[unit] |= group & ~(1L << unit);
      }
    }
    this.combinations = combinations(model);
  }

  /** The largest sets that some hardware type and some image type accept together. */
  private static long[] combinations(Model model) {
    long alone =
        Arrays.stream(model.conflicts())
            .filter(conflict -> Long.bitCount(conflict) == 1)
            .reduce(0, (a, b) -> a | b);
    long[] masks =
        model.hardware().stream()
            .flatMapToLong(
                hardware ->
                    model.images().stream()
                        .mapToLong(image -> hardware.units() & image.units() & ~alone))
            .distinct()
            .toArray();
    return Arrays.stream(masks)
        .filter(mask -> Arrays.stream(masks).noneMatch(o -> o != mask && (mask & ~o) == 0))
        .toArray();
  }

  /** The largest sets that some hardware type and some image type accept together. */
  long[] combinations() {
    return combinations.clone();
  }

  /** The units that cannot share a machine with {@code unit}, whatever else is there. */
  long excluded(int unit) {
    long together = 0;
    for (long combination : combinations) {
      if ((combination & (1L << unit)) != 0) {
        together |= combination;
      }
    }
    return (rivals[unit] | ~together) & ((1L << size) - 1) & ~(1L << unit);
  }

  /** The other units that may be kept off a machine by {@code unit} being there. */
  long touched(int unit) {
    long touched = excluded(unit) | neighbours[unit];
    for (long combination : combinations) {
      if ((combination & (1L << unit)) != 0) {
        touched |= ~combination;
      }
    }
    return touched & ((1L << size) - 1) & ~(1L << unit);
  }

  /** The other units that share a conflict with {@code unit}. */
  long neighbours(int unit) {
    return neighbours[unit];
  }

  /** The heaviest carriable subset of {@code candidates} that weighs more than {@code above}. */
  long heaviest(long candidates, long[] weights, long above) {
    return heaviest(candidates, weights, List.of(), Limit.NONE, above);
  }

  /** The same, under conditions. */
  long heaviest(long candidates, long[] weights, List<Cut> cuts, Limit limit, long above) {
    begin(weights, cuts, limit, above);
    for (int i = 0; i < combinations.length; i++) {
      long mask = candidates & combinations[i];
      if (!seenBefore(candidates, mask, i)) {
        descend(0, mask);
      }
    }
    return best;
  }

  /**
   * The heaviest subset of {@code candidates} that holds {@code required} and weighs more than
   * {@code above}; the candidates are all accepted by one hardware and one image type.
   */
  long heaviestWith(
      long candidates, long required, long[] weights, List<Cut> cuts, Limit limit, long above) {
    long rest = admitAll(required);
    if (rest == NONE || Long.bitCount(required & limit.of()) > limit.atMost()) {
      return NONE;
    }
    begin(weights, cuts, limit, above);
    descend(required, candidates & rest & ~required);
    return best;
  }

  private boolean seenBefore(long candidates, long mask, int until) {
    for (int i = 0; i < until; i++) {
      if ((mask & ~(candidates & combinations[i])) == 0) {
        return true;
      }
    }
    return false;
  }

  private void begin(long[] weights, List<Cut> cuts, Limit limit, long above) {
    this.weights = weights;
    this.cuts = cuts;
    this.limit = limit;
    this.best = NONE;
    this.bestWeight = above;
  }

  /** What may join {@code set}, or {@link #NONE} if it conflicts in itself. */
  private long admitAll(long set) {
    long rest = (1L << size) - 1;
    long taken = 0;
    for (long left = set; left != 0; left &= left - 1) {
      int unit = Long.numberOfTrailingZeros(left);
      if ((rest & (1L << unit)) == 0) {
        return NONE;
      }
      taken |= 1L << unit;
      rest &= ~(1L << unit) & ~closedBy(unit, taken);
    }
    return rest;
  }

  /** What can no longer join {@code taken} now that {@code unit} is in it. */
  long closedBy(int unit, long taken) {
    long closed = rivals[unit];
    for (long group : groups[unit]) {
      long missing = group & ~taken;
      if ((missing & (missing - 1)) == 0) {
        closed |= missing;
      }
    }
    return closed;
  }

  private void descend(long taken, long open) {
    budget.spend((4 + 2L * cuts.size()) * (1 + Long.bitCount(open) + allGroups.length));
    long candidates = withinLimit(taken, open);
    if (sum(taken, weights) + bound(taken, candidates, weights) <= bestWeight) {
      return;
    }
    for (Cut cut : cuts) {
      if (cut.weightOf(taken) + bound(taken, candidates, cut.weights()) < cut.atLeast()) {
        return;
      }
    }
    int unit = branchUnit(taken, candidates);
    if (unit < 0) {
      record(taken | candidates);
      return;
    }
    long bit = 1L << unit;
    descend(taken | bit, candidates & ~bit & ~closedBy(unit, taken | bit));
    descend(taken, candidates & ~bit);
  }

  private void record(long set) {
    long weight = sum(set, weights);
    if (weight > bestWeight) {
      best = set;
      bestWeight = weight;
    }
  }

  private long withinLimit(long taken, long open) {
    return Long.bitCount(taken & limit.of()) >= limit.atMost() ? open & ~limit.of() : open;
  }

  /** The candidate that decides most; -1 if all candidates can be taken together. */
  private int branchUnit(long taken, long candidates) {
    int chosen = -1;
    int most = 0;
    boolean limited =
        Long.bitCount((taken | candidates) & limit.of()) > limit.atMost() && limit.of() != 0;
    for (long rest = candidates; rest != 0; rest &= rest - 1) {
      int unit = Long.numberOfTrailingZeros(rest);
      int degree = 2 * Long.bitCount(rivals[unit] & candidates);
      for (long group : groups[unit]) {
        if ((group & ~(taken | candidates)) == 0) {
          degree++;
        }
      }
      if (limited && (limit.of() & (1L << unit)) != 0) {
        degree++;
      }
      if (degree > most || (degree == most && degree > 0 && weights[unit] > weights[chosen])) {
        most = degree;
        chosen = unit;
      }
    }
    return chosen;
  }

  static long sum(long set, long[] weights) {
    long sum = 0;
    for (long rest = set; rest != 0; rest &= rest - 1) {
      sum += weights[Long.numberOfTrailingZeros(rest)];
    }
    return sum;
  }

  /** At least what any carriable choice among the candidates adds to {@code taken}. */
  private long bound(long taken, long candidates, long[] by) {
    long sum = 0;
    long single = 0;
    for (long rest = candidates; rest != 0; ) {
      int unit = Long.numberOfTrailingZeros(rest);
      rest &= rest - 1;
      long heaviest = by[unit];
      long clique = rest & rivals[unit];
      if (clique == 0) {
        single |= 1L << unit;
      }
      while (clique != 0) {
        int rival = Long.numberOfTrailingZeros(clique);
        heaviest = Math.max(heaviest, by[rival]);
        rest &= ~(1L << rival);
        clique &= rivals[rival];
      }
      sum += heaviest;
    }
    long slack = sum - limited(candidates, taken, by, sum);
    return sum - Math.max(slack, lostToGroups(taken, single, by));
  }

  /** {@code sum}, or less if the limit lets only the heaviest of its units in. */
  private long limited(long candidates, long taken, long[] by, long sum) {
    long under = candidates & limit.of();
    int room = limit.atMost() - Long.bitCount(taken & limit.of());
    if (Long.bitCount(under) <= room) {
      return sum;
    }
    long[] each = new long[Long.bitCount(under)];
    int count = 0;
    for (long rest = under; rest != 0; rest &= rest - 1) {
      each[count++] = by[Long.numberOfTrailingZeros(rest)];
    }
    Arrays.sort(each);
    long limited = sum(candidates & ~under, by);
    for (int i = count - 1; i >= count - room && i >= 0; i--) {
      limited += each[i];
    }
    return Math.min(sum, limited);
  }

  /** Of every group that is open wholly, one unit has to stay out; groups counted are disjoint. */
  private long lostToGroups(long taken, long single, long[] by) {
    long lost = 0;
    long free = single;
    for (long group : allGroups) {
      long undecided = group & ~taken;
      if (undecided != 0 && (undecided & ~free) == 0) {
        long least = Long.MAX_VALUE;
        for (long rest = undecided; rest != 0; rest &= rest - 1) {
          least = Math.min(least, by[Long.numberOfTrailingZeros(rest)]);
        }
        lost += least;
        free &= ~undecided;
      }
    }
    return lost;
  }
}
