package io.cooperage.server.layout;

/**
 * The fewest machines that meet all needs if machines could be divided, where there are only so
 * many of each kind: a linear program, solved by the dual simplex method with bounds on variables
 * (Lemke 1954, Wagner 1958). What it has learned serves the next bounds, so that those that differ
 * little cost a few pivots. Floating point: it guides a search, and proves nothing. Not
 * thread-safe.
 *
 * <p>Each row says a variable by those of the columns: machines of a kind, or what a need gets
 * beyond its wish. The last column is the constant one, the last row the machines in all. Variables
 * of columns are at a bound, the upper one if that is cheaper.
 */
final class BoundedProgram {
  private static final double EPSILON = 1e-9;
  private static final double TOLERANCE = 1e-7;
  private static final double PERTURBATION = 1e-8;
  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
  private static final int MAX_PIVOTS = 1000;

  private final Budget budget;
  private final int kinds;
  private final int needs;
  private final double[][] rows;
  private final int[] variableOfRow;
  private final int[] variableOfColumn;
  private final double[] lower;
  private final double[] upper;
  private final double[] values;

  /**
   * @param loads by kind, the needs that a machine of it serves, as a bit mask
   * @param wishes by need, how many machines it wants
   */
  BoundedProgram(long[] loads, int[] wishes, Budget budget) {
    this.budget = budget;
    this.kinds = loads.length;
    this.needs = wishes.length;
    this.rows = new double[needs + 1][kinds + 1];
    this.variableOfRow = new int[needs];
    this.variableOfColumn = new int[kinds];
    this.lower = new double[kinds + needs];
    this.upper = new double[kinds + needs];
    this.values = new double[kinds + needs];
    for (int need = 0; need < needs; need++) {
      variableOfRow[need] = kinds + need;
      upper[kinds + need] = Double.MAX_VALUE;
      rows[need][kinds] = -wishes[need];
    }
    for (int kind = 0; kind < kinds; kind++) {
      variableOfColumn[kind] = kind;
      // costs that differ a little keep the method from going round in circles
      rows[needs][kind] = 1 + PERTURBATION * (GOLDEN_RATIO * (kind + 1) % 1);
      for (int need = 0; need < needs; need++) {
        rows[need][kind] = loads[kind] >>> need & 1;
      }
    }
  }

  /**
   * Goes on to the end, which {@link #amounts} and {@link #prices} tell.
   *
   * @param least of each kind
   * @param most of each kind
   */
  void solve(int[] least, int[] most) {
    for (int kind = 0; kind < kinds; kind++) {
      lower[kind] = least[kind];
      upper[kind] = most[kind];
    }
    for (int pivot = 0; pivot < MAX_PIVOTS; pivot++) {
      budget.spend(2L * rows.length * (kinds + 1));
      evaluate();
      int leaving = furthestOut();
      int entering = leaving < 0 ? -1 : cheapest(leaving);
      if (entering < 0) {
        return;
      }
      exchange(leaving, entering);
    }
  }

  /** How many machines of each kind. */
  double[] amounts() {
    double[] amounts = new double[kinds];
    System.arraycopy(values, 0, amounts, 0, kinds);
    return amounts;
  }

  /** How many machines one more wish of each need costs. */
  double[] prices() {
    double[] prices = new double[needs];
    for (int column = 0; column < kinds; column++) {
      if (variableOfColumn[column] >= kinds) {
        prices[variableOfColumn[column] - kinds] = rows[needs][column];
      }
    }
    return prices;
  }

  private void evaluate() {
    for (int column = 0; column < kinds; column++) {
      int variable = variableOfColumn[column];
      values[variable] = isAtUpper(column) ? upper[variable] : lower[variable];
    }
    for (int row = 0; row < needs; row++) {
      double value = rows[row][kinds];
      for (int column = 0; column < kinds; column++) {
        value += rows[row][column] * values[variableOfColumn[column]];
      }
      values[variableOfRow[row]] = value;
    }
  }

  /** What a need gets beyond its wish has no upper bound, even if an error makes it seem cheap. */
  private boolean isAtUpper(int column) {
    return variableOfColumn[column] < kinds && rows[needs][column] < 0;
  }

  /** The row whose variable is furthest beyond a bound; -1 = none is. */
  private int furthestOut() {
    int furthest = -1;
    double most = TOLERANCE;
    for (int row = 0; row < needs; row++) {
      int variable = variableOfRow[row];
      double out = Math.max(lower[variable] - values[variable], values[variable] - upper[variable]);
      if (out > most) {
        furthest = row;
        most = out;
      }
    }
    return furthest;
  }

  /** The column that brings the row's variable to its bound at the least cost; -1 = none can. */
  private int cheapest(int row) {
    int variable = variableOfRow[row];
    boolean grow = values[variable] < lower[variable];
    int cheapest = -1;
    double least = Double.MAX_VALUE;
    for (int column = 0; column < kinds; column++) {
      int other = variableOfColumn[column];
      double cost = Math.abs(rows[needs][column]);
      double effect = grow == isAtUpper(column) ? -rows[row][column] : rows[row][column];
      if (effect > EPSILON && lower[other] < upper[other] && cost / effect < least) {
        least = cost / effect;
        cheapest = column;
      }
    }
    return cheapest;
  }

  /** The variable of the row gets the column, and the other way round. */
  private void exchange(int row, int column) {
    double[] pivot = rows[row];
    double by = pivot[column];
    for (int i = 0; i <= kinds; i++) {
      pivot[i] = i == column ? 1 / by : -pivot[i] / by;
    }
    for (double[] other : rows) {
      double factor = other[column];
      if (other != pivot && factor != 0) {
        other[column] = 0;
        for (int i = 0; i <= kinds; i++) {
          other[i] += factor * pivot[i];
        }
      }
    }
    int variable = variableOfRow[row];
    variableOfRow[row] = variableOfColumn[column];
    variableOfColumn[column] = variable;
  }
}
