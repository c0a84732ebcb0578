package io.cooperage.drill.fault;

import java.util.Optional;

/**
 * Something that a fault can be told.
 *
 * @param values those that it may have
 * @param fallback the one that it has when nothing is said; empty if something must be said
 * @param meaning for people
 */
public record FaultParameter(
    String name, ParameterValues values, Optional<String> fallback, String meaning) {

  static FaultParameter required(String name, ParameterValues values, String meaning) {
    return new FaultParameter(name, values, Optional.empty(), meaning);
  }

  static FaultParameter optional(
      String name, ParameterValues values, String fallback, String meaning) {
    return new FaultParameter(name, values, Optional.of(fallback), meaning);
  }

  /** Name, bounds, unit, default and meaning on one line. */
  public String describe() {
    return "%s = %s, %s (%s)"
        .formatted(
            name,
            values.describe(),
            fallback.map(value -> "default " + value).orElse("required"),
            meaning);
  }
}
