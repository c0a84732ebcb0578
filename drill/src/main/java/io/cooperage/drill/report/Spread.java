package io.cooperage.drill.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * One figure over several runs of a drill.
 *
 * @param unit {@code s}, …; empty: a count
 * @param values in the order of the runs; those in which it was measured
 * @param limit as the runs had it
 * @param held in how many of the runs it kept to its limit
 */
public record Spread(
    String figure, String unit, List<Double> values, Optional<String> limit, int held) {

  /** Of an even number of runs the higher of the two in the middle. */
  @JsonProperty
  public double median() {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  @JsonProperty
  public double least() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  @JsonProperty
  public double most() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** By how many runs the limit was kept; empty: there is none. */
  String kept() {
    return limit.map(most -> held + " of " + values.size()).orElse("");
  }

  /** As people read it: {@code 0.84 s}, {@code 12}. */
  String shown(double value) {
    return new Quantity(value, unit).shown();
  }
}
