package io.cooperage.drill.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.drill.history.DrillJson;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The further facts of a report, line by line, as they stand in its JSON. */
final class Facts {

  private static final String UNKNOWN = "–";

  private Facts() {}

  /** Name and value; the name of what lies within another: {@code return, transfer}. */
  static List<List<String>> rows(Map<String, Object> facts) {
    List<List<String>> rows = new ArrayList<>();
    add("", DrillJson.MAPPER.valueToTree(facts), rows);
    return rows;
  }

  private static void add(String name, JsonNode value, List<List<String>> rows) {
    if (value.isObject() && !value.isEmpty()) {
      value
          .fields()
          .forEachRemaining(
              field -> add(inside(name, words(field.getKey())), field.getValue(), rows));
    } else if (value.isArray() && holdsMore(value)) {
      for (int i = 0; i < value.size(); i++) {
        add(inside(name, Integer.toString(i + 1)), value.get(i), rows);
      }
    } else {
      rows.add(List.of(name, text(value)));
    }
  }

  private static boolean holdsMore(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).anyMatch(JsonNode::isContainerNode);
  }

  private static String inside(String outer, String inner) {
    return outer.isEmpty() ? inner : outer + ", " + inner;
  }

  /** {@code allMoved}: {@code all moved}. */
  private static String words(String key) {
    return key.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(Facts::text)
          .collect(Collectors.joining(", "));
    }
    String text =
        value.isNull() || value.isEmpty() && value.isContainerNode() ? "" : value.asText();
    return text.isEmpty() ? UNKNOWN : text.startsWith("PT") ? duration(text) : text;
  }

  private static String duration(String text) {
    try {
      return Figure.seconds(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return text;
    }
  }
}
