package io.cooperage.server.layout;

/**
 * Proof that demands need many machines: every carriable set weighs at most {@code most}, so
 * machines are at least the weighted demands divided by it. Holds for any demands.
 */
record Certificate(long[] weights, long most) {
  /** Whether {@code machines} are too few for the demands. */
  boolean refutes(int machines, int[] demands) {
    return weigh(demands) > Math.multiplyExact(most, (long) machines);
  }

  /**
   * What a set must fulfil to be on a machine: without it, the other machines would be too few.
   *
   * @param machines with the one that gets the set
   */
  Cut cut(int machines, int[] demands) {
    long[] demanded = weights.clone();
    for (int unit = 0; unit < demanded.length; unit++) {
      if (demands[unit] == 0) {
        demanded[unit] = 0;
      }
    }
    return new Cut(demanded, weigh(demands) - Math.multiplyExact(most, (long) machines - 1));
  }

  private long weigh(int[] demands) {
    long sum = 0;
    for (int unit = 0; unit < weights.length; unit++) {
      sum = Math.addExact(sum, Math.multiplyExact(weights[unit], (long) demands[unit]));
    }
    return sum;
  }
}
