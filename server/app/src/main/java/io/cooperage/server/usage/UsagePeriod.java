package io.cooperage.server.usage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How time is divided; days and months are those of UTC. */
enum UsagePeriod {
  HOUR,
  DAY,
  MONTH,
  TOTAL;

  /**
   * @throws IllegalArgumentException if {@code text} names none
   */
  static UsagePeriod parse(String text) {
    return Arrays.stream(values())
        .filter(period -> period.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is none of %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(period -> period.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * The borders of the periods that {@code from} to {@code to} consists of, in seconds since 1970:
   * first {@code from}, last {@code to}.
   */
  long[] borders(Instant from, Instant to) {
    List<Long> borders = new ArrayList<>();
    borders.add(from.getEpochSecond());
    OffsetDateTime next = after(from.atOffset(ZoneOffset.UTC));
    while (this != TOTAL && next.toInstant().isBefore(to)) {
      borders.add(next.toEpochSecond());
      next = after(next);
    }
    borders.add(to.getEpochSecond());
    return borders.stream().mapToLong(Long::longValue).toArray();
  }

  private OffsetDateTime after(OffsetDateTime time) {
    return switch (this) {
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      case DAY -> time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      case MONTH -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
      case TOTAL -> time;
    };
  }
}
