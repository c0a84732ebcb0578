package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ValueOrigin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Merges the documents that make up a template, in the order given: a later value wins, lists are
 * joined as sets, objects are merged field by field; null sets nothing. Lists inside {@code
 * defaults.config} are values. What an immutable part sets, no later part may set otherwise. Pure.
 */
final class TemplateMerge {
  private static final Set<String> OWN =
      Set.of("name", "label", "description", "icon", "extends", "includes", "immutable", "version");
  private static final String CONFIG = "/defaults/config";

  private final ObjectNode merged = JsonNodeFactory.instance.objectNode();
  private final Map<Place, ValueOrigin> origins = new LinkedHashMap<>();
  private final TreeMap<String, String> fixed = new TreeMap<>();

  /** A document to merge. */
  record Part(EntityKind kind, String name, boolean immutable, JsonNode document) {}

  /** What came out, and which part each value is from. */
  record Merged(ObjectNode document, List<ValueOrigin> origins) {}

  /** A value, or an element of a joined list. */
  private record Place(String path, Optional<JsonNode> element) {}

  private TemplateMerge() {}

  /**
   * @param parts from the most general to the template itself, which gives its name
   * @throws TemplateException if an immutable part is overridden
   */
  static Merged merge(List<Part> parts) {
    TemplateMerge merge = new TemplateMerge();
    for (Part part : parts) {
      if (part.document() instanceof ObjectNode document) {
        ObjectNode body = document.deepCopy();
        body.remove(OWN);
        merge.into(merge.merged, body, "", part);
      }
    }
    JsonNode last = parts.get(parts.size() - 1).document();
    OWN.stream().filter(last::has).forEach(field -> merge.merged.set(field, last.get(field)));
    merge.merged.remove(List.of("extends", "includes", "immutable"));
    return new Merged(merge.merged, List.copyOf(merge.origins.values()));
  }

  private void into(ObjectNode target, ObjectNode body, String path, Part part) {
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String here = path + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
      JsonNode value = field.getValue();
      if (value instanceof ObjectNode inner) {
        into(object(target, field.getKey(), here, inner, part), inner, here, part);
      } else if (value instanceof ArrayNode list && !here.startsWith(CONFIG + "/")) {
        join(target.withArray("/" + field.getKey()), list, here, part);
      } else if (!value.isNull()) {
        set(target, field.getKey(), here, value, part);
      }
    }
  }

  /** The object to merge into, instead of whatever else was there. */
  private ObjectNode object(
      ObjectNode target, String name, String path, ObjectNode value, Part part) {
    if (target.get(name) instanceof ObjectNode there) {
      return there;
    }
    if (target.has(name)) {
      refuseOverride(path, target.get(name), value, part);
      forget(path);
    }
    return target.putObject(name);
  }

  private void join(ArrayNode list, ArrayNode more, String path, Part part) {
    for (JsonNode element : more) {
      Place place = new Place(path, Optional.of(element));
      ValueOrigin known = origins.get(place);
      if (known == null) {
        list.add(element);
        origins.put(place, origin(path, element, part));
      } else if (part.immutable() && known.fixedBy().isEmpty()) {
        origins.put(place, fixedBy(known, part));
      }
    }
  }

  private void set(ObjectNode target, String name, String path, JsonNode value, Part part) {
    JsonNode old = target.get(name);
    Place place = new Place(path, Optional.empty());
    if (value.equals(old)) {
      if (part.immutable() && !fixed.containsKey(path)) {
        fixed.put(path, part.name());
        origins.put(place, fixedBy(origins.get(place), part));
      }
      return;
    }
    refuseOverride(path, old, value, part);
    forget(path);
    target.set(name, value);
    origins.put(place, origin(path, value, part));
    if (part.immutable()) {
      fixed.put(path, part.name());
    }
  }

  private void refuseOverride(String path, JsonNode old, JsonNode value, Part part) {
    Map<String, String> held =
        fixed.containsKey(path)
            ? Map.of(path, fixed.get(path))
            : fixed.subMap(path + "/", path + "0");
    if (!held.isEmpty()) {
      throw new TemplateException(
          "%s is %s in the immutable partialtemplate \"%s\", so %s \"%s\" cannot make it %s"
              .formatted(
                  dotted(path),
                  Findings.show(old),
                  held.values().iterator().next(),
                  part.kind().wire(),
                  part.name(),
                  Findings.show(value)));
    }
  }

  private void forget(String path) {
    origins
        .keySet()
        .removeIf(place -> place.path().equals(path) || place.path().startsWith(path + "/"));
  }

  private static ValueOrigin origin(String path, JsonNode value, Part part) {
    return new ValueOrigin(
        path,
        value,
        part.kind(),
        part.name(),
        part.immutable() ? Optional.of(part.name()) : Optional.empty());
  }

  private static ValueOrigin fixedBy(ValueOrigin known, Part part) {
    return new ValueOrigin(
        known.path(), known.value(), known.kind(), known.name(), Optional.of(part.name()));
  }

  private static String dotted(String path) {
    return String.join(".", path.substring(1).split("/")).replace("~1", "/").replace("~0", "~");
  }
}
