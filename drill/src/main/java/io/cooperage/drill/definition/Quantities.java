package io.cooperage.drill.definition;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times, counts and shares as people write them. */
final class Quantities {

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)%");

  private Quantities() {}

  /**
   * {@code 300ms}, {@code 20s}, {@code 2m}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Duration time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no time; write it like 300ms, 20s or 2m".formatted(text));
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMinutes(count);
    };
  }

  /**
   * {@code 0}, {@code 12}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static int count(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no count; write a whole number, such as 0".formatted(text));
    }
    return Integer.parseInt(text);
  }

  /**
   * {@code 2.5%} as 0.025.
   *
   * @throws IllegalArgumentException for anything else, and above 100 %
   */
  static double share(String text) {
    Matcher matcher = SHARE.matcher(text);
    double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : -1;
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException(
          "\"%s\" is no share; write it like 5%% or 0.5%%".formatted(text));
    }
    return percent / 100;
  }
}
