package io.cooperage.server.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Hides whatever stands under names that sound like secrets. Rooms leave out what they know to be
 * one; this is for what users put where no room knows it, such as a cluster's configuration.
 */
final class Sensitive {
  static final String HIDDEN = "********";
  private static final Pattern NAME =
      Pattern.compile("passw|passphrase|secret|token|credential|api_?-?key|private_?-?key");

  private Sensitive() {}

  static JsonNode hide(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        copy.set(field.getKey(), hide(field.getKey(), field.getValue()));
      }
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> copy.add(hide(element)));
      return copy;
    }
    return value;
  }

  private static JsonNode hide(String name, JsonNode value) {
    boolean secret = !value.isNull() && NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
    return secret ? JsonNodeFactory.instance.textNode(HIDDEN) : hide(value);
  }
}
