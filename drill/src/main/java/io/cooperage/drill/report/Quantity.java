package io.cooperage.drill.report;

import java.time.Duration;
import java.util.Locale;

/**
 * What a figure measured, as a number, so that runs can be compared.
 *
 * @param unit {@code s}, {@code /s}, {@code ms}, …; empty: a count
 */
public record Quantity(double amount, String unit) {

  private static final String SECONDS = "s";

  public static Quantity count(long count) {
    return new Quantity(count, "");
  }

  public static Quantity of(Duration duration) {
    return new Quantity(duration.toNanos() / 1e9, SECONDS);
  }

  /** As people read it: {@code 0.84 s}, {@code 12}. */
  String shown() {
    return String.format(Locale.ROOT, isCount() ? "%.0f" : "%.2f", amount)
        + (unit.isEmpty() ? "" : " " + unit);
  }

  /** This less {@code previous}, with its sign: {@code +0.25 s}, {@code −3}, {@code ±0}. */
  String since(Quantity previous) {
    String pattern = isCount() && previous.isCount() ? "%.0f" : "%.2f";
    String size = String.format(Locale.ROOT, pattern, Math.abs(amount - previous.amount));
    String sign = size.matches("[0.]+") ? "±" : amount > previous.amount ? "+" : "−";
    return (sign + size + " " + unit).strip();
  }

  private boolean isCount() {
    return unit.isEmpty() && amount == Math.rint(amount);
  }
}
