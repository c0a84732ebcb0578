package io.cooperage.drill.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: a whole number and ms, s, m or h, such as 40ms, or -30s. */
public final class Times {

  private static final Pattern TIME = Pattern.compile("(-?\\d{1,9})(ms|s|m|h)");

  private Times() {}

  /**
   * Reads a time.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Duration parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is no time; give a number and ms, s, m or h, such as 40ms."
                        .formatted(text)));
  }

  static Optional<Duration> find(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(time.group(1));
    return Optional.of(
        switch (time.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        });
  }

  /** Writes a time in the largest unit that keeps it whole; what is below 1 ms is lost. */
  public static String format(Duration time) {
    long millis = time.toMillis();
    if (millis % 3_600_000 == 0 && millis != 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0 && millis != 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 && millis != 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
