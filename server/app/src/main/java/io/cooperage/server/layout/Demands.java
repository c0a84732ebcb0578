package io.cooperage.server.layout;

/** Arithmetic on how many machines each unit still needs. */
final class Demands {
  private Demands() {}

  /** The units that still need machines. */
  static long open(int[] demands) {
    long open = 0;
    for (int unit = 0; unit < demands.length; unit++) {
      if (demands[unit] > 0) {
        open |= 1L << unit;
      }
    }
    return open;
  }

  /** What is left when {@code times} machines carry {@code set}. */
  static int[] less(int[] demands, long set, int times) {
    int[] left = demands.clone();
    for (long rest = set; rest != 0; rest &= rest - 1) {
      int unit = Long.numberOfTrailingZeros(rest);
      left[unit] = Math.max(0, left[unit] - times);
    }
    return left;
  }

  static int most(int[] demands, long set) {
    int most = 0;
    for (long rest = set; rest != 0; rest &= rest - 1) {
      most = Math.max(most, demands[Long.numberOfTrailingZeros(rest)]);
    }
    return most;
  }

  static int least(int[] demands, long set) {
    int least = Integer.MAX_VALUE;
    for (long rest = set; rest != 0; rest &= rest - 1) {
      least = Math.min(least, demands[Long.numberOfTrailingZeros(rest)]);
    }
    return least;
  }

  static int[] only(int[] demands, long set) {
    int[] only = new int[demands.length];
    for (long rest = set; rest != 0; rest &= rest - 1) {
      int unit = Long.numberOfTrailingZeros(rest);
      only[unit] = demands[unit];
    }
    return only;
  }

  static long[] weights(int[] demands) {
    long[] weights = new long[demands.length];
    for (int unit = 0; unit < demands.length; unit++) {
      weights[unit] = demands[unit];
    }
    return weights;
  }
}
