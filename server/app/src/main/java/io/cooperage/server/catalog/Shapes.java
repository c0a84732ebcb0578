package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.catalog.LeaseTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The shapes that documents are made of. */
final class Shapes {
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,255}");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern PERMISSIONS = Pattern.compile("[0-7]{3,4}");

  private Shapes() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static Shape text() {
    return (path, value, findings) -> {
      if (!value.isTextual()) {
        findings.add(path, "must be text, not " + Findings.show(value));
      }
    };
  }

  static Shape name() {
    return (path, value, findings) -> {
      if (!value.isTextual() || !isName(value.textValue())) {
        findings.add(
            path,
            "must be a name of 1 to 255 letters, digits, '_', '.' or '-', not "
                + Findings.show(value));
      }
    };
  }

  /** Text, a number or a boolean: what a plugin gets as text. */
  static Shape scalar() {
    return (path, value, findings) -> {
      if (!value.isValueNode()) {
        findings.add(path, "must be text, a number or a boolean, not " + Findings.show(value));
      }
    };
  }

  static Shape anything() {
    return (path, value, findings) -> {};
  }

  static Shape anyObject() {
    return (path, value, findings) -> {
      if (!value.isObject()) {
        findings.add(path, "must be an object, not " + Findings.show(value));
      }
    };
  }

  static Shape flag() {
    return (path, value, findings) -> {
      if (!value.isBoolean()) {
        findings.add(path, "must be true or false, not " + Findings.show(value));
      }
    };
  }

  /** A whole number, as a number or as text. */
  static Shape count() {
    return (path, value, findings) -> {
      boolean number = value.isTextual() || value.isIntegralNumber();
      if (!number || !COUNT.matcher(value.asText()).matches()) {
        findings.add(
            path, "must be a whole number from 0 to 999999999, not " + Findings.show(value));
      }
    };
  }

  static Shape leaseTime() {
    return (path, value, findings) -> {
      if (!value.isTextual() && !value.isIntegralNumber()) {
        findings.add(
            path,
            "must be milliseconds or like \"2d\", \"12h\", \"90m\", \"30s\", not "
                + Findings.show(value));
        return;
      }
      try {
        LeaseTime.parse(value.asText());
      } catch (IllegalArgumentException e) {
        findings.add(path, "is wrong: " + Findings.cut(e.getMessage()));
      }
    };
  }

  static Shape permissions() {
    return (path, value, findings) -> {
      boolean scalar = value.isTextual() || value.isIntegralNumber();
      if (!scalar || !PERMISSIONS.matcher(value.asText()).matches()) {
        findings.add(path, "must be file permissions like \"755\", not " + Findings.show(value));
      }
    };
  }

  static Shape workerLabels() {
    return (path, value, findings) -> {
      Map<String, String> labels = new LinkedHashMap<>();
      value.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
      try {
        if (!value.isObject()) {
          findings.add(path, "must be an object, not " + Findings.show(value));
        }
        WorkerLabels.of(labels);
      } catch (IllegalArgumentException e) {
        findings.add(path, "is wrong: " + Findings.cut(e.getMessage()));
      }
    };
  }

  static Shape oneOf(String... words) {
    List<String> known = List.of(words);
    return (path, value, findings) -> {
      if (!value.isTextual() || !known.contains(value.textValue())) {
        findings.add(
            path, "must be " + String.join(" or ", known) + ", not " + Findings.show(value));
      }
    };
  }

  static Shape list(Shape item) {
    return (path, value, findings) -> {
      if (!value.isArray()) {
        findings.add(path, "must be a list, not " + Findings.show(value));
        return;
      }
      for (int i = 0; i < value.size(); i++) {
        present(path + "[" + i + "]", value.get(i), item, findings);
      }
    };
  }

  static Shape names() {
    return list(name());
  }

  /** An object whose keys are names, or otherwise one of {@code keys}. */
  static Shape map(Set<String> keys, Shape item) {
    return (path, value, findings) -> {
      if (!value.isObject()) {
        findings.add(path, "must be an object, not " + Findings.show(value));
        return;
      }
      value
          .properties()
          .forEach(
              entry -> {
                checkKey(path, entry.getKey(), keys, findings);
                present(inside(path, entry.getKey()), entry.getValue(), item, findings);
              });
    };
  }

  static Shape map(Shape item) {
    return map(Set.of(), item);
  }

  static Shape object(Field... fields) {
    Map<String, Field> byName = new LinkedHashMap<>();
    Arrays.stream(fields).forEach(field -> byName.put(field.name(), field));
    return (path, value, findings) -> {
      if (!value.isObject()) {
        findings.add(path, "must be an object, not " + Findings.show(value));
        return;
      }
      checkUnknown(path, value, byName.keySet(), findings);
      byName.values().forEach(field -> checkField(path, value, field, findings));
    };
  }

  static Field optional(String name, Shape shape) {
    return new Field(name, shape, false);
  }

  static Field required(String name, Shape shape) {
    return new Field(name, shape, true);
  }

  private static void checkUnknown(
      String path, JsonNode value, Set<String> known, Findings findings) {
    value
        .properties()
        .forEach(
            entry -> {
              if (!known.contains(entry.getKey())) {
                findings.add(
                    inside(path, entry.getKey()),
                    "is not known here; known are " + String.join(", ", known));
              }
            });
  }

  private static void checkField(String path, JsonNode value, Field field, Findings findings) {
    JsonNode found = value.path(field.name());
    if (found.isMissingNode() || found.isNull()) {
      if (field.required()) {
        findings.add(inside(path, field.name()), "is missing");
      }
      return;
    }
    field.shape().check(inside(path, field.name()), found, findings);
  }

  private static void checkKey(String path, String key, Set<String> keys, Findings findings) {
    if (keys.isEmpty() && !isName(key)) {
      findings.add(
          inside(path, key),
          "is no name: use 1 to 255 letters, digits, '_', '.' or '-' as the key");
    }
    if (!keys.isEmpty() && !keys.contains(key)) {
      findings.add(inside(path, key), "is not known here; known are " + String.join(", ", keys));
    }
  }

  private static void present(String path, JsonNode value, Shape shape, Findings findings) {
    if (!value.isNull()) {
      shape.check(path, value, findings);
    }
  }

  private static String inside(String path, String key) {
    String shown = Findings.cut(key);
    return path.isEmpty() ? shown : path + "." + shown;
  }

  /** A field of an object. */
  record Field(String name, Shape shape, boolean required) {}
}
