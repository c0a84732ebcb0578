package io.cooperage.api.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a lease time: a number of milliseconds, or text with a unit, to milliseconds. */
public final class LeaseTime extends StdDeserializer<Long> {
  private static final long serialVersionUID = 1L;
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\s*(ms|d|h|m|s)?");

  LeaseTime() {
    super(Long.class);
  }

  /**
   * @throws IllegalArgumentException if {@code text} is no lease time, or too long for a long
   */
  public static long parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no lease time: write milliseconds, or like 2d, 12h, 90m, 30s");
    }
    String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), millisIn(unit));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("The lease time \"" + text + "\" is too long", e);
    }
  }

  private static long millisIn(String unit) {
    return switch (unit) {
      case "d" -> 86_400_000L;
      case "h" -> 3_600_000L;
      case "m" -> 60_000L;
      case "s" -> 1_000L;
      default -> 1L;
    };
  }

  @Override
  public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode value = context.readTree(parser);
    try {
      return parse(value.asText());
    } catch (IllegalArgumentException e) {
      return (Long) context.handleWeirdStringValue(Long.class, value.asText(), e.getMessage());
    }
  }

  @Override
  public Long getNullValue(DeserializationContext context) {
    return 0L;
  }
}
