package io.cooperage.bench;

import java.util.List;

/**
 * What a figure is held against, measured in the same run and in the figure's unit.
 *
 * @param values of all repetitions
 */
public record Comparison(String what, List<Double> values) {

  public Comparison {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("\"" + what + "\" was compared with, but has no value.");
    }
  }

  double median() {
    return Spread.median(values);
  }
}
