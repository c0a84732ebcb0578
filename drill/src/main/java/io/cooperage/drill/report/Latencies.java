package io.cooperage.drill.report;

import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.Outcome;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Latencies of acknowledged operations from their intended start, in milliseconds. */
public record Latencies(long count, double p50, double p90, double p99, double max) {

  private static final long HIGHEST_MICROS = 3_600_000_000L;

  public static Latencies of(List<Operation> operations) {
    Histogram histogram = new Histogram(HIGHEST_MICROS, 3);
    operations.stream()
        .filter(operation -> operation.outcome() == Outcome.OK)
        .mapToLong(Operation::waited)
        .forEach(micros -> histogram.recordValue(Math.min(Math.max(micros, 0), HIGHEST_MICROS)));
    return new Latencies(
        histogram.getTotalCount(),
        millis(histogram, 50),
        millis(histogram, 90),
        millis(histogram, 99),
        histogram.getMaxValue() / 1e3);
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1e3;
  }
}
