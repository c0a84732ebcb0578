package io.cooperage.drill.fault;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The values that a parameter of a fault may have. */
public sealed interface ParameterValues {

  /** Whether this text is one of them. */
  boolean contain(String text);

  /** All of them, in words that follow "give". */
  String describe();

  /** Some words. */
  record Words(List<String> words) implements ParameterValues {
    @Override
    public boolean contain(String text) {
      return words.contains(text);
    }

    @Override
    public String describe() {
      return "one of " + String.join(", ", words);
    }
  }

  /** Decimal numbers within bounds, written without their unit. */
  record Number(double least, double most, String unit) implements ParameterValues {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    @Override
    public boolean contain(String text) {
      if (!DECIMAL.matcher(text).matches()) {
        return false;
      }
      double value = Double.parseDouble(text);
      return value >= least && value <= most;
    }

    @Override
    public String describe() {
      return String.format(Locale.ROOT, "%.0f to %.0f %s", least, most, unit).strip();
    }
  }

  /** Whole numbers within bounds. */
  record Count(int least, int most) implements ParameterValues {
    @Override
    public boolean contain(String text) {
      return text.matches("\\d{1,9}")
          && Integer.parseInt(text) >= least
          && Integer.parseInt(text) <= most;
    }

    @Override
    public String describe() {
      return "%d to %d".formatted(least, most);
    }
  }

  /** Times within bounds, written as {@link Times} does. */
  record Time(Duration least, Duration most) implements ParameterValues {
    @Override
    public boolean contain(String text) {
      Optional<Duration> time = Times.find(text);
      return time.isPresent()
          && time.get().compareTo(least) >= 0
          && time.get().compareTo(most) <= 0;
    }

    @Override
    public String describe() {
      return "%s to %s".formatted(Times.format(least), Times.format(most));
    }
  }
}
