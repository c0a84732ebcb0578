package io.cooperage.drill.report;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of the summary. A guarantee that does not hold means that the drill failed; a figure
 * beyond its limit means that the system is slower than promised.
 */
public record Figure(
    String name, String value, Optional<String> limit, boolean guarantee, boolean holds) {

  /** Must be zero. */
  public static Figure none(String name, int count, String of) {
    return new Figure(name, count + of, Optional.of("0"), true, count == 0);
  }

  /** A guarantee with its evidence in words. */
  public static Figure guarantee(String name, String value, String expected, boolean holds) {
    return new Figure(name, value, Optional.of(expected), true, holds);
  }

  /** Should be at most {@code limit}. */
  public static Figure atMost(String name, Duration value, Duration limit) {
    return new Figure(
        name,
        seconds(value),
        Optional.of("≤ " + seconds(limit)),
        false,
        value.compareTo(limit) <= 0);
  }

  /** Should be at most, or at least, {@code limit}. */
  public static Figure measured(String name, String value, String limit, boolean holds) {
    return new Figure(name, value, Optional.of(limit), false, holds);
  }

  /** For information. */
  public static Figure fact(String name, String value) {
    return new Figure(name, value, Optional.empty(), false, true);
  }

  /** {@code 1.23 s}. */
  public static String seconds(Duration value) {
    return String.format(Locale.ROOT, "%.2f s", value.toMillis() / 1e3);
  }

  public static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}
