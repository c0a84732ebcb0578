package io.cooperage.drill.report;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A line of the summary. A guarantee that does not hold means that the drill failed; a figure
 * beyond its limit means that the system is slower than promised.
 *
 * @param value as people read it
 * @param quantity the same as a number, if it is one
 */
public record Figure(
    String name,
    String value,
    Optional<Quantity> quantity,
    Optional<String> limit,
    boolean guarantee,
    boolean holds) {

  private static final String OUTAGE = "longest outage, ";

  /** Must be zero. */
  public static Figure none(String name, int count, String of) {
    return new Figure(
        name, count + of, Optional.of(Quantity.count(count)), Optional.of("0"), true, count == 0);
  }

  /** Must not be zero: a drill in which nothing happened proves nothing. */
  public static Figure some(String name, long count) {
    return new Figure(
        name,
        Long.toString(count),
        Optional.of(Quantity.count(count)),
        Optional.of("> 0"),
        true,
        count > 0);
  }

  /** Must be all of those that there are, and some. */
  public static Figure all(String name, long count, long of) {
    return new Figure(
        name,
        count + " of " + of,
        Optional.of(Quantity.count(count)),
        Optional.of("all"),
        true,
        of > 0 && count == of);
  }

  /** A guarantee with its evidence in words. */
  public static Figure guarantee(String name, String value, String expected, boolean holds) {
    return new Figure(name, value, Optional.empty(), Optional.of(expected), true, holds);
  }

  /** Should be at most {@code limit}. */
  public static Figure atMost(String name, Duration value, Duration limit) {
    return new Figure(
        name,
        seconds(value),
        Optional.of(Quantity.of(value)),
        Optional.of("≤ " + seconds(limit)),
        false,
        value.compareTo(limit) <= 0);
  }

  /** Should be at most {@code limit}, if there is one; else for information. */
  public static Figure within(String name, Duration value, Optional<Duration> limit) {
    return limit.map(most -> atMost(name, value, most)).orElseGet(() -> fact(name, value));
  }

  /** Should be at least {@code limit}, if there is one; else for information. */
  public static Figure atLeast(String name, long count, Optional<Integer> limit) {
    return new Figure(
        name,
        Long.toString(count),
        Optional.of(Quantity.count(count)),
        limit.map(fewest -> "≥ " + fewest),
        false,
        limit.map(fewest -> count >= fewest).orElse(true));
  }

  /** Should be at most {@code limit}, if there is one; else for information. */
  public static Figure within(String name, int count, String of, OptionalInt limit) {
    return new Figure(
        name,
        count + of,
        Optional.of(Quantity.count(count)),
        limit.isPresent() ? Optional.of("≤ " + limit.getAsInt()) : Optional.empty(),
        false,
        limit.isEmpty() || count <= limit.getAsInt());
  }

  /** The longest time for which a class of clients was not served. */
  public static Figure outage(ClassFigures clients, Optional<Duration> limit) {
    return within(outageOf(clients), micros(clients.outage().worst()), limit);
  }

  static String outageOf(ClassFigures clients) {
    return OUTAGE + clients.title();
  }

  /** Should be at most, or at least, {@code limit}. */
  public static Figure measured(String name, String value, String limit, boolean holds) {
    return new Figure(name, value, Optional.empty(), Optional.of(limit), false, holds);
  }

  /** For information. */
  public static Figure fact(String name, String value) {
    return new Figure(name, value, Optional.empty(), Optional.empty(), false, true);
  }

  /** For information. */
  public static Figure fact(String name, Duration value) {
    return new Figure(
        name, seconds(value), Optional.of(Quantity.of(value)), Optional.empty(), false, true);
  }

  /** Whether it has a limit that it should keep to. */
  boolean limited() {
    return !guarantee && limit.isPresent();
  }

  /** The difference to an earlier value, if both are numbers of one unit. */
  Optional<String> since(Figure earlier) {
    return earlier
        .quantity()
        .filter(other -> quantity.filter(own -> own.unit().equals(other.unit())).isPresent())
        .map(other -> quantity.orElseThrow().since(other));
  }

  /** {@code 1.23 s}. */
  public static String seconds(Duration value) {
    return String.format(Locale.ROOT, "%.2f s", value.toMillis() / 1e3);
  }

  public static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}
