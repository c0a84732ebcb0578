package io.cooperage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.Difference;
import io.cooperage.api.ImportReport;
import io.cooperage.api.ImportedEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an import does, as people read it: {@code +} new, {@code ~} changed, {@code =} as it is. */
final class ImportText {
  private static final int LONGEST = 100;

  private ImportText() {}

  static String of(ImportReport report) {
    List<String> lines = new ArrayList<>();
    for (ImportedEntity entity : report.entities()) {
      lines.add(line(entity));
      entity.differences().forEach(difference -> lines.addAll(of(difference)));
      entity.notes().forEach(note -> lines.add("    ! " + note));
    }
    report.breaks().forEach(line -> lines.add("! cannot be put together any more: " + line));
    String counts =
        report.dryRun()
            ? "%d to create, %d to change, %d unchanged."
            : "%d created, %d changed, %d unchanged.";
    lines.add(
        counts.formatted(
            count(report, "created"), count(report, "updated"), count(report, "unchanged")));
    if (report.dryRun()) {
      lines.add("Nothing was changed: dry run.");
    }
    return String.join("\n", lines);
  }

  /** One line for a value; for a list one for each element that comes or goes. */
  static List<String> of(Difference difference) {
    Optional<JsonNode> before = difference.before();
    Optional<JsonNode> after = difference.after();
    String path = difference.path();
    if (before.isPresent() && after.isPresent()) {
      List<String> elements = elements(path, before.get(), after.get());
      return elements.isEmpty()
          ? List.of("    ~ " + path + "  " + cut(before.get()) + " -> " + cut(after.get()))
          : elements;
    }
    return List.of(
        after
            .map(value -> "    + " + path + "  " + cut(value))
            .orElseGet(() -> "    - " + path + "  " + before.map(ImportText::cut).orElse("")));
  }

  private static List<String> elements(String path, JsonNode before, JsonNode after) {
    List<String> lines = new ArrayList<>();
    if (before.isArray() && after.isArray()) {
      before.forEach(gone -> add(lines, "    - " + path + "  ", gone, after));
      after.forEach(come -> add(lines, "    + " + path + "  ", come, before));
    }
    return lines;
  }

  private static void add(List<String> lines, String what, JsonNode element, JsonNode others) {
    for (JsonNode other : others) {
      if (other.equals(element)) {
        return;
      }
    }
    lines.add(what + cut(element));
  }

  private static String line(ImportedEntity entity) {
    String name = entity.kind().wire() + " " + entity.name();
    return switch (entity.outcome()) {
      case "created" -> "+ %s  version %d".formatted(name, entity.version());
      case "updated" ->
          "~ %s  version %d -> %d".formatted(name, entity.version() - 1, entity.version());
      default -> "= %s  version %d".formatted(name, entity.version());
    };
  }

  private static long count(ImportReport report, String outcome) {
    return report.entities().stream().filter(one -> one.outcome().equals(outcome)).count();
  }

  private static String cut(JsonNode value) {
    String text = value.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
