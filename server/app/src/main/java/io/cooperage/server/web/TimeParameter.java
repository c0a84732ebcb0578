package io.cooperage.server.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A time in a query, such as {@code 2026-01-31T08:00:00Z}. */
public final class TimeParameter {
  /** What a column of the database can be compared with, in whatever time zone. */
  private static final Instant FIRST = Instant.parse("1000-01-02T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-30T23:59:59Z");

  private TimeParameter() {}

  /**
   * @throws DateTimeParseException also for a time outside the years 1000 to 9999
   */
  public static Instant parse(String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.isBefore(FIRST) || time.isAfter(LAST)) {
        throw new DateTimeParseException("not in the years 1000 to 9999", text, 0);
      }
      return time;
    } catch (DateTimeParseException e) {
      throw e;
    } catch (DateTimeException e) {
      throw new DateTimeParseException(e.getMessage(), text, 0, e);
    }
  }
}
