package io.cooperage.bench;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {

  private static final double MANY = 100;
  private static final double SOME = 10;

  private Numbers() {}

  /** Three digits that count, thousands apart. */
  static String value(double value) {
    double size = Math.abs(value);
    String format = size >= MANY ? "%,.0f" : size >= SOME ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  static String value(double value, String unit) {
    return unit.isEmpty() ? value(value) : value(value) + " " + unit;
  }

  /** As it was set, without a fraction that is none. */
  static String limit(double value, String unit) {
    String number =
        value >= MANY * SOME
            ? String.format(Locale.ROOT, "%,.0f", value)
            : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    return unit.isEmpty() ? number : number + " " + unit;
  }
}
