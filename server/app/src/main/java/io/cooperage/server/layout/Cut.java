package io.cooperage.server.layout;

/**
 * A condition on a set of units: the weights of its members add up to at least {@code atLeast}.
 * Weights are not negative.
 */
record Cut(long[] weights, long atLeast) {
  long weightOf(long set) {
    long sum = 0;
    for (long rest = set; rest != 0; rest &= rest - 1) {
      sum += weights[Long.numberOfTrailingZeros(rest)];
    }
    return sum;
  }
}
