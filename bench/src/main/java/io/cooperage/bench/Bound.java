package io.cooperage.bench;

/**
 * What is wanted of a figure.
 *
 * @param limit in the figure's unit, or without one for the ratio
 */
public record Bound(Measure of, Direction direction, double limit) {

  /** Which of a figure's numbers is held against the limit. */
  public enum Measure {
    MEDIAN,
    /** The one that is farthest on the wrong side, the first call too. */
    WORST,
    /** The median against the median of what it is compared with. */
    RATIO
  }

  /** On which side of the limit it should be. */
  public enum Direction {
    AT_MOST,
    AT_LEAST
  }

  public static Bound atMost(double limit) {
    return new Bound(Measure.MEDIAN, Direction.AT_MOST, limit);
  }

  public static Bound atLeast(double limit) {
    return new Bound(Measure.MEDIAN, Direction.AT_LEAST, limit);
  }

  public static Bound neverAbove(double limit) {
    return new Bound(Measure.WORST, Direction.AT_MOST, limit);
  }

  public static Bound ratioAtMost(double limit) {
    return new Bound(Measure.RATIO, Direction.AT_MOST, limit);
  }

  public static Bound ratioAtLeast(double limit) {
    return new Bound(Measure.RATIO, Direction.AT_LEAST, limit);
  }

  boolean isMetBy(double value) {
    return switch (direction) {
      case AT_MOST -> value <= limit;
      case AT_LEAST -> value >= limit;
    };
  }

  /** {@code ≤ 90 s}, {@code each ≤ 500 ms}, {@code ≥ 0.60 ×}. */
  String inWords(String unit) {
    String sign = direction == Direction.AT_MOST ? "≤ " : "≥ ";
    return switch (of) {
      case MEDIAN -> sign + Numbers.limit(limit, unit);
      case WORST -> "each " + sign + Numbers.limit(limit, unit);
      case RATIO -> sign + Numbers.limit(limit, "×");
    };
  }
}
