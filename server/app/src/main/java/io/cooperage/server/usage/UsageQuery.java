package io.cooperage.server.usage;

import io.cooperage.api.ErrorCode;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.TimeParameter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked for.
 *
 * @param tenant whose use; empty = everybody's
 * @param owner whose clusters; empty = everybody's
 */
record UsageQuery(
    Optional<String> tenant,
    Optional<String> owner,
    boolean byTemplate,
    boolean byUser,
    UsagePeriod period,
    Instant from,
    Instant to) {
  private static final List<String> GROUPS = List.of("tenant", "template", "user");
  private static final Duration LONGEST = Duration.ofDays(3660);
  private static final int MOST_PERIODS = 10_000;

  /**
   * What {@code caller} asks for, within what it may see. Without {@code from}, since the begin of
   * the month of {@code to}; without {@code to}, until {@code now}.
   *
   * @throws ProblemException INVALID_REQUEST with a line for each wrong value
   */
  static UsageQuery of(Caller caller, Wish wish, Instant now) {
    List<String> errors = new ArrayList<>();
    Set<String> groups = groups(wish.groupBy(), errors);
    UsagePeriod period = UsagePeriod.TOTAL;
    try {
      period = wish.period().map(UsagePeriod::parse).orElse(UsagePeriod.TOTAL);
    } catch (IllegalArgumentException e) {
      errors.add("period " + e.getMessage());
    }
    Instant to = time("to", wish.to(), now, errors);
    Instant month =
        to.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).toInstant();
    Instant from = time("from", wish.from(), month, errors);
    if (from.isAfter(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      errors.add("from %s to %s must be a time of at most 3660 days".formatted(from, to));
    } else if (period.borders(from, to).length > MOST_PERIODS) {
      errors.add("from %s to %s has too many periods; take longer ones".formatted(from, to));
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_REQUEST,
              "Use cannot be told so: " + String.join("; ", errors) + ". Correct it.")
          .withErrors(errors);
    }
    return new UsageQuery(
        caller.onlyTenant().or(wish::tenant),
        caller.onlyOwner(),
        groups.contains("template"),
        groups.contains("user"),
        period,
        from,
        to);
  }

  /** The parameters of the request, as they came. */
  record Wish(
      Optional<String> groupBy,
      Optional<String> period,
      Optional<String> from,
      Optional<String> to,
      Optional<String> tenant) {}

  private static Set<String> groups(Optional<String> text, List<String> errors) {
    Set<String> groups = new TreeSet<>(Arrays.asList(text.orElse("tenant").split(",", -1)));
    groups.stream()
        .filter(group -> !GROUPS.contains(group))
        .forEach(
            group ->
                errors.add("groupBy \"%s\" is none of tenant, template, user".formatted(group)));
    return groups;
  }

  private static Instant time(
      String name, Optional<String> text, Instant otherwise, List<String> errors) {
    try {
      return text.map(TimeParameter::parse).orElse(otherwise).truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeParseException e) {
      errors.add(name + " must be a time such as 2026-11-01T00:00:00Z");
      return otherwise.truncatedTo(ChronoUnit.SECONDS);
    }
  }
}
