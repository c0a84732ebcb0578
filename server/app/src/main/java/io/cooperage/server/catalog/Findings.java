package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a document, one line for each value; not more of them than people read. */
final class Findings {
  private static final int MOST = 50;
  private static final int EXCERPT = 60;
  private final List<String> lines = new ArrayList<>();
  private int more;

  void add(String path, String message) {
    if (lines.size() < MOST) {
      lines.add(path.isEmpty() ? message : path + " " + message);
    } else {
      more++;
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  List<String> lines() {
    if (more == 0) {
      return List.copyOf(lines);
    }
    List<String> all = new ArrayList<>(lines);
    all.add("and " + more + " more");
    return List.copyOf(all);
  }

  /** As many of {@code lines} as people read, and how many more there are. */
  static List<String> bounded(List<String> lines) {
    Findings findings = new Findings();
    lines.forEach(line -> findings.add("", line));
    return findings.lines();
  }

  /** A value as a message shows it: cut, and lists and objects only by what they are. */
  static String show(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> cut(value.toString());
    };
  }

  static String cut(String text) {
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
  }
}
