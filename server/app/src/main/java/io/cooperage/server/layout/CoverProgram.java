package io.cooperage.server.layout;

import java.util.Optional;

/**
 * How many machines the demands need if machines could be divided: a linear program with a column
 * for every carriable set, made as they are needed (column generation, Gilmore and Gomory 1961), by
 * the revised simplex method. Floating point guides the search only; what is refuted is refuted by
 * a {@link Certificate} in whole numbers. Not thread-safe; one per demands.
 */
final class CoverProgram {
  private static final double EPSILON = 1e-9;
  private static final double PERTURBATION = 1e-7;
  private static final long SCALE = 1_000_000_000L;
  private static final int MAX_PIVOTS = 3000;

  private final SetSearch sets;
  private final Budget budget;
  private final int[] demands;
  private final long open;
  private final int[] rows;
  private final long[] columns;
  private final double[][] inverse;
  private final double[] amounts;

  CoverProgram(SetSearch sets, Budget budget, int[] demands) {
    this.sets = sets;
    this.budget = budget;
    this.demands = demands;
    this.open = Demands.open(demands);
    int size = Long.bitCount(open);
    this.rows = new int[size];
    this.columns = new long[size];
    this.inverse = new double[size][size];
    this.amounts = new double[size];
    int row = 0;
    for (long rest = open; rest != 0; rest &= rest - 1) {
      int unit = Long.numberOfTrailingZeros(rest);
      rows[row] = unit;
      columns[row] = 1L << unit;
      inverse[row][row] = 1;
      amounts[row] = demands[unit] + PERTURBATION * (row + 1);
      row++;
    }
  }

  /**
   * Goes on until the machines are proven too few, or to the end.
   *
   * @return a certificate that refutes {@code machines}, if there is one
   */
  Optional<Certificate> refute(int machines) {
    for (int pivot = 0; pivot < MAX_PIVOTS; pivot++) {
      budget.spend(4L * rows.length * rows.length);
      double[] prices = prices();
      int surplus = mostNegative(prices);
      if (surplus >= 0) {
        enter(surplusColumn(surplus), 0);
        continue;
      }
      long[] weights = scaled(prices);
      long set = sets.heaviest(open & positive(weights), weights, 0);
      Certificate certificate = new Certificate(weights, SetSearch.sum(set, weights));
      if (certificate.refutes(machines, demands)) {
        return Optional.of(certificate);
      }
      if (certificate.most() <= SCALE + SCALE / 10_000_000) {
        return Optional.empty();
      }
      enter(setColumn(set), set);
    }
    return Optional.empty();
  }

  /** How often each set is used at least, in the best division found. */
  int wholes(int index) {
    return columns[index] == 0 ? 0 : (int) Math.floor(amounts[index] + 1e-6);
  }

  long set(int index) {
    return columns[index];
  }

  int count() {
    return columns.length;
  }

  /** What a further machine for a unit costs, by row. Surplus columns (0) cost nothing. */
  private double[] prices() {
    double[] prices = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (columns[i] != 0) {
        for (int j = 0; j < rows.length; j++) {
          prices[j] += inverse[i][j];
        }
      }
    }
    return prices;
  }

  private static int mostNegative(double[] prices) {
    int chosen = -1;
    double least = -EPSILON;
    for (int i = 0; i < prices.length; i++) {
      if (prices[i] < least) {
        least = prices[i];
        chosen = i;
      }
    }
    return chosen;
  }

  private long[] scaled(double[] prices) {
    long[] weights = new long[demands.length];
    for (int i = 0; i < rows.length; i++) {
      weights[rows[i]] = Math.max(0, Math.round(prices[i] * SCALE));
    }
    return weights;
  }

  private static long positive(long[] weights) {
    long positive = 0;
    for (int unit = 0; unit < weights.length; unit++) {
      if (weights[unit] > 0) {
        positive |= 1L << unit;
      }
    }
    return positive;
  }

  private double[] setColumn(long set) {
    double[] column = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        if ((set & (1L << rows[j])) != 0) {
          column[i] += inverse[i][j];
        }
      }
    }
    return column;
  }

  private double[] surplusColumn(int row) {
    double[] column = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      column[i] = -inverse[i][row];
    }
    return column;
  }

  /** Brings a column into the basis, in place of the one that runs out first. */
  private void enter(double[] column, long set) {
    int leaving = -1;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < rows.length; i++) {
      if (column[i] > EPSILON && amounts[i] / column[i] < least) {
        least = amounts[i] / column[i];
        leaving = i;
      }
    }
    if (leaving < 0) {
      throw new IllegalStateException("A covering program is bounded by its demands");
    }
    double pivot = column[leaving];
    for (int j = 0; j < rows.length; j++) {
      inverse[leaving][j] /= pivot;
    }
    amounts[leaving] /= pivot;
    for (int i = 0; i < rows.length; i++) {
      if (i != leaving && column[i] != 0) {
        for (int j = 0; j < rows.length; j++) {
          inverse[i][j] -= column[i] * inverse[leaving][j];
        }
        amounts[i] -= column[i] * amounts[leaving];
      }
    }
    columns[leaving] = set;
  }
}
