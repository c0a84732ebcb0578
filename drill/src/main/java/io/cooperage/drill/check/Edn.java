package io.cooperage.drill.check;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Writes the little of EDN (Extensible Data Notation) that histories need. */
final class Edn {

  static final String NIL = "nil";

  private Edn() {}

  static String string(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static String optional(Optional<Long> value) {
    return value.map(String::valueOf).orElse(NIL);
  }

  static String vector(String... elements) {
    return "[" + String.join(" ", elements) + "]";
  }

  static String numbers(List<Long> numbers) {
    return vector(numbers.stream().map(String::valueOf).toArray(String[]::new));
  }

  static String map(SortedMap<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
