package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Merges the documents that make up a template, in the order given: a later value wins, lists are
 * united as sets, objects are merged field by field. What an immutable part sets, no later part may
 * set otherwise. Pure.
 */
final class TemplateMerge {
  private static final Set<String> OWN =
      Set.of("name", "label", "description", "icon", "extends", "includes", "immutable", "version");

  /** A document to merge. */
  record Part(String name, boolean immutable, JsonNode document) {}

  private TemplateMerge() {}

  /**
   * @param parts from the most general to the template itself, which gives its name
   * @throws IllegalArgumentException if an immutable part is overridden
   */
  static ObjectNode merge(List<Part> parts) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    Map<String, String> fixed = new TreeMap<>();
    for (Part part : parts) {
      ObjectNode body = part.document().deepCopy();
      body.remove(OWN);
      into(merged, body, "", part, fixed);
    }
    JsonNode last = parts.get(parts.size() - 1).document();
    OWN.stream().filter(last::has).forEach(field -> merged.set(field, last.get(field)));
    merged.remove(List.of("extends", "includes", "immutable"));
    return merged;
  }

  /** {@code over} on top of {@code base}: objects field by field, everything else replaced. */
  static JsonNode overlay(JsonNode base, JsonNode over) {
    if (!base.isObject() || !over.isObject()) {
      return over;
    }
    ObjectNode merged = base.deepCopy();
    over.fields()
        .forEachRemaining(
            field -> {
              JsonNode old = merged.get(field.getKey());
              merged.set(
                  field.getKey(), old == null ? field.getValue() : overlay(old, field.getValue()));
            });
    return merged;
  }

  private static void into(
      ObjectNode target, ObjectNode body, String path, Part part, Map<String, String> fixed) {
    body.fields()
        .forEachRemaining(
            field -> {
              String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              JsonNode old = target.get(field.getKey());
              if (field.getValue() instanceof ObjectNode inner) {
                ObjectNode under =
                    old instanceof ObjectNode object ? object : target.putObject(field.getKey());
                into(under, inner, here, part, fixed);
              } else if (old instanceof ArrayNode list && field.getValue().isArray()) {
                target.set(field.getKey(), unite(list, field.getValue()));
              } else {
                refuseOverride(here, old, field.getValue(), fixed);
                target.set(field.getKey(), field.getValue());
              }
              if (part.immutable() && field.getValue().isValueNode()) {
                fixed.put(here, part.name());
              }
            });
  }

  private static void refuseOverride(
      String path, JsonNode old, JsonNode value, Map<String, String> fixed) {
    String owner = fixed.get(path);
    if (owner != null && !value.equals(old)) {
      throw new IllegalArgumentException(
          "%s is %s in the immutable part \"%s\" and cannot become %s"
              .formatted(path, old, owner, value));
    }
  }

  private static ArrayNode unite(JsonNode first, JsonNode second) {
    Set<JsonNode> all = new LinkedHashSet<>();
    first.forEach(all::add);
    second.forEach(all::add);
    return JsonNodeFactory.instance.arrayNode().addAll(all);
  }
}
