package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A cluster's own configuration on top of its template's. */
final class ConfigOverlay {
  private ConfigOverlay() {}

  /** {@code over} on top of {@code base}: objects field by field, everything else replaced. */
  static JsonNode of(JsonNode base, JsonNode over) {
    if (!base.isObject() || !over.isObject()) {
      return over;
    }
    ObjectNode merged = base.deepCopy();
    over.properties()
        .forEach(
            field -> {
              JsonNode old = merged.get(field.getKey());
              merged.set(
                  field.getKey(), old == null ? field.getValue() : of(old, field.getValue()));
            });
    return merged;
  }

  /**
   * The least that, on top of {@code base}, gives {@code whole}; what {@code whole} lacks of {@code
   * base} cannot be said.
   */
  static JsonNode difference(JsonNode base, JsonNode whole) {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    whole
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              JsonNode old = base.get(field.getKey());
              if (old != null && old.isObject() && value.isObject()) {
                JsonNode inner = difference(old, value);
                if (!inner.isEmpty()) {
                  own.set(field.getKey(), inner);
                }
              } else if (!value.equals(old)) {
                own.set(field.getKey(), value);
              }
            });
    return own;
  }
}
