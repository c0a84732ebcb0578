package io.cooperage.server.secret;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes known values out of texts that others will read. Values of several lines are also found
 * line by line. Very short ones are left: they are no secret, and a text without them no text.
 * Immutable.
 */
public final class Masks {
  public static final Masks NONE = new Masks(List.of());

  private static final String MASK = "********";
  private static final int SHORTEST = 4;
  private static final int SHORTEST_LINE = 8;

  private final List<String> values;

  private Masks(List<String> values) {
    this.values = values;
  }

  public static Masks of(Collection<String> secrets) {
    return new Masks(
        secrets.stream()
            .flatMap(Masks::parts)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  private static Stream<String> parts(String secret) {
    return Stream.concat(
        Stream.of(secret, secret.strip()).filter(value -> value.length() >= SHORTEST),
        secret
            .lines()
            .map(String::strip)
            .filter(line -> line.length() >= SHORTEST_LINE && !line.equals(secret)));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Whether one of the values stands in {@code text}. */
  public boolean hits(String text) {
    return text != null && values.stream().anyMatch(text::contains);
  }

  public String mask(String text) {
    String masked = text;
    if (text != null) {
      for (String value : values) {
        masked = masked.replace(value, MASK);
      }
    }
    return masked;
  }

  /** The same for the end of a longer text, which may begin in the middle of a value. */
  public String maskTail(String text) {
    return text == null ? null : mask(withoutRest(text));
  }

  private String withoutRest(String tail) {
    int longest = 0;
    for (String value : values) {
      for (int rest = value.length() - 1; rest >= SHORTEST && rest > longest; rest--) {
        if (tail.regionMatches(0, value, value.length() - rest, rest)) {
          longest = rest;
        }
      }
    }
    return longest == 0 ? tail : MASK + tail.substring(longest);
  }
}
