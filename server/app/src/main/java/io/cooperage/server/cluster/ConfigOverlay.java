package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
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
}
