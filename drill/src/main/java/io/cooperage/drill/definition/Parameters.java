package io.cooperage.drill.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values that stand for {@code $name} in a definition. {@code parameters} gives each its
 * default, {@code variants} other sets of them.
 */
record Parameters(Map<String, JsonNode> values) {

  private static final String PARAMETERS = "parameters";
  private static final String VARIANTS = "variants";

  /**
   * What the definition's {@code parameters} say, overridden by its variant, overridden by {@code
   * settings}.
   *
   * @throws IllegalArgumentException for a variant or a name that the definition does not have
   */
  static Parameters of(ObjectNode definition, String variant, Map<String, String> settings) {
    Map<String, JsonNode> values = new TreeMap<>();
    definition
        .path(PARAMETERS)
        .fields()
        .forEachRemaining(e -> values.put(e.getKey(), e.getValue()));
    if (!variant.isEmpty()) {
      JsonNode chosen = definition.path(VARIANTS).path(variant);
      if (chosen.isMissingNode()) {
        throw new IllegalArgumentException("it has no variant " + variant);
      }
      chosen.fields().forEachRemaining(e -> put(values, e.getKey(), e.getValue()));
    }
    settings.forEach((name, value) -> put(values, name, TextNode.valueOf(value)));
    return new Parameters(values);
  }

  private static void put(Map<String, JsonNode> values, String name, JsonNode value) {
    if (values.replace(name, value) == null) {
      throw new IllegalArgumentException(
          "it has no parameter \"%s\"; it has %s".formatted(name, values.keySet()));
    }
  }

  /** The definition with its parameters in their places. */
  JsonNode fill(ObjectNode definition) {
    ObjectNode rest = definition.deepCopy();
    rest.remove(PARAMETERS);
    rest.remove(VARIANTS);
    return replaced(rest);
  }

  private JsonNode replaced(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.fields().forEachRemaining(field -> field.setValue(replaced(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, replaced(array.get(i)));
      }
    } else if (node.isTextual() && node.textValue().startsWith("$")) {
      return value(node.textValue().substring(1));
    }
    return node;
  }

  private JsonNode value(String name) {
    JsonNode value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "$%s is used, but \"parameters\" has only %s".formatted(name, values.keySet()));
    }
    return value;
  }
}
