package io.cooperage.server.event;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.EventView;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which events somebody wants to hear of, of those that he may.
 *
 * @param types exact ones, {@code cluster.*} or {@code *}; empty = all
 * @param subject exact, or a beginning such as {@code cluster/*}; empty = all
 */
public record EventFilter(List<String> types, Optional<String> subject) {
  public static final EventFilter OF_ALL = new EventFilter(List.of(), Optional.empty());

  private static final Pattern TYPE =
      Pattern.compile("\\*|[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)*(\\.\\*)?");
  private static final int MOST_TYPES = 50;
  private static final int LONGEST_TYPE = 64;
  private static final int LONGEST_SUBJECT = 512;

  public EventFilter {
    types = List.copyOf(types);
  }

  /**
   * As a query says it: {@code type} several times, or one with commas.
   *
   * @throws ProblemException INVALID_REQUEST
   */
  static EventFilter ofQuery(List<String> types, Optional<String> subject) {
    return new EventFilter(
            types.stream().flatMap(one -> Arrays.stream(one.split(",", -1))).toList(), subject)
        .checked();
  }

  /**
   * @throws ProblemException INVALID_REQUEST with a line for each pattern that is none
   */
  public EventFilter checked() {
    List<String> errors = new ArrayList<>();
    if (types.size() > MOST_TYPES) {
      errors.add("types are " + types.size() + "; there may be " + MOST_TYPES);
    }
    for (String type : types) {
      if (type.length() > LONGEST_TYPE || !TYPE.matcher(type).matches()) {
        errors.add("type \"" + type + "\" must be like cluster.active, cluster.* or *");
      }
    }
    if (subject.filter(text -> text.isBlank() || text.length() > LONGEST_SUBJECT).isPresent()) {
      errors.add("subject must be like cluster/00000042 or cluster/*, or be left out");
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_REQUEST,
              "No events can be found so: " + String.join("; ", errors) + ". Correct it.")
          .withErrors(errors);
    }
    return this;
  }

  public boolean matches(EventView event) {
    return (types.isEmpty() || types.stream().anyMatch(type -> fits(type, ".", event.type())))
        && subject.filter(wanted -> !fits(wanted, "", event.subject())).isEmpty();
  }

  /** {@code a.*} is all that begins with {@code a.}; a lone star is everything. */
  private static boolean fits(String pattern, String before, String text) {
    if (pattern.equals("*")) {
      return true;
    }
    return pattern.endsWith(before + "*")
        ? text.startsWith(pattern.substring(0, pattern.length() - 1))
        : text.equals(pattern);
  }
}
