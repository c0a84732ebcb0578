package io.cooperage.drill.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Of durations, in milliseconds. */
record Percentiles(long count, double p50, double p90, double p99, double max) {

  private static final double NANOS = 1e6;

  /**
   * @param nanos of nanoseconds
   */
  static Percentiles of(Histogram nanos) {
    return new Percentiles(
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / NANOS,
        nanos.getValueAtPercentile(90) / NANOS,
        nanos.getValueAtPercentile(99) / NANOS,
        nanos.getMaxValue() / NANOS);
  }

  static Histogram histogram() {
    return new Histogram(600_000_000_000L, 3);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.1f, p90 %.1f, p99 %.1f, max %.1f ms", p50, p90, p99, max);
  }
}
