package io.cooperage.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What an absent or null value of a document means; collections come out immutable, in order. */
final class Absent {
  private Absent() {}

  static String text(String value) {
    return value == null ? "" : value;
  }

  static <T> Optional<T> optional(Optional<T> value) {
    return value == null ? Optional.empty() : value;
  }

  static <T> List<T> list(List<T> value) {
    return value == null ? List.of() : value.stream().filter(Objects::nonNull).toList();
  }

  static <T> Set<T> set(Set<T> value) {
    if (value == null) {
      return Set.of();
    }
    Set<T> copy = new LinkedHashSet<>(value);
    copy.remove(null);
    return Collections.unmodifiableSet(copy);
  }

  static <K, V> Map<K, V> map(Map<K, V> value) {
    if (value == null) {
      return Map.of();
    }
    Map<K, V> copy = new LinkedHashMap<>(value);
    copy.values().removeIf(Objects::isNull);
    return Collections.unmodifiableMap(copy);
  }

  static JsonNode object(JsonNode value) {
    return value == null || value.isNull() ? JsonNodeFactory.instance.objectNode() : value;
  }
}
