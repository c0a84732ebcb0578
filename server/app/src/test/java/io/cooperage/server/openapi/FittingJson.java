package io.cooperage.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** JSON for people: what fits on a line stands on one. */
final class FittingJson {
  private static final int WIDTH = 120;

  private FittingJson() {}

  static String of(JsonNode value) {
    StringBuilder text = new StringBuilder();
    write(value, "", 0, text);
    return text.toString();
  }

  /**
   * @param used the width of what stands before it on its line
   */
  private static void write(JsonNode value, String indent, int used, StringBuilder text) {
    String line = line(value);
    if (!value.isContainerNode() || used + line.length() <= WIDTH) {
      text.append(line);
      return;
    }
    String inner = indent + "  ";
    String separator = "\n";
    text.append(value.isObject() ? "{" : "[");
    for (Part part : parts(value)) {
      text.append(separator).append(inner).append(part.name());
      write(part.value(), inner, inner.length() + part.name().length() + 1, text);
      separator = ",\n";
    }
    text.append('\n').append(indent).append(value.isObject() ? "}" : "]");
  }

  private static String line(JsonNode value) {
    if (!value.isContainerNode()) {
      return value.toString();
    }
    List<String> parts =
        parts(value).stream().map(part -> part.name() + line(part.value())).toList();
    String all = String.join(", ", parts);
    return value.isObject() ? "{" + all + "}" : "[" + all + "]";
  }

  private record Part(String name, JsonNode value) {}

  private static List<Part> parts(JsonNode container) {
    List<Part> parts = new ArrayList<>();
    if (container.isObject()) {
      container
          .properties()
          .forEach(field -> parts.add(new Part("\"" + field.getKey() + "\": ", field.getValue())));
    } else {
      container.forEach(element -> parts.add(new Part("", element)));
    }
    return parts;
  }
}
