package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.Difference;
import io.cooperage.api.EntityKind;
import io.cooperage.server.secret.SealedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What differs between two documents, by path. Objects are compared field by field, null counts as
 * absent, everything else is one value. What a provider's plugin is told is not shown, nor what is
 * sealed. Pure.
 */
final class Differences {
  private static final String SECRET = "/provisioner";
  private final List<Difference> found = new ArrayList<>();
  private final EntityKind kind;

  private Differences(EntityKind kind) {
    this.kind = kind;
  }

  static List<Difference> between(EntityKind kind, JsonNode before, JsonNode after) {
    Differences differences = new Differences(kind);
    differences.compare("", before, after);
    return List.copyOf(differences.found);
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (!before.isObject() || !after.isObject()) {
      if (!present(before).equals(present(after))) {
        found.add(new Difference(path, shown(path, before), shown(path, after)));
      }
      return;
    }
    TreeSet<String> fields = new TreeSet<>();
    before.fieldNames().forEachRemaining(fields::add);
    after.fieldNames().forEachRemaining(fields::add);
    for (String field : fields) {
      compare(
          path + "/" + field.replace("~", "~0").replace("/", "~1"),
          before.path(field),
          after.path(field));
    }
  }

  private static Optional<JsonNode> present(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private Optional<JsonNode> shown(String path, JsonNode value) {
    boolean secret =
        kind == EntityKind.PROVIDER && (path.equals(SECRET) || path.startsWith(SECRET + "/"));
    return present(value).map(one -> secret ? Redaction.HIDDEN_VALUE : withoutSealed(one));
  }

  private static JsonNode withoutSealed(JsonNode value) {
    if (value.isTextual()) {
      return SealedText.isSealed(value.textValue()) ? Redaction.HIDDEN_VALUE : value;
    }
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(one -> copy.set(one.getKey(), withoutSealed(one.getValue())));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(one -> copy.add(withoutSealed(one)));
      return copy;
    }
    return value;
  }
}
