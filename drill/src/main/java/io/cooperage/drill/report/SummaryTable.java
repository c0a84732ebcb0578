package io.cooperage.drill.report;

import java.util.ArrayList;
import java.util.List;

/** Figures as a table for a terminal. */
public final class SummaryTable {

  private SummaryTable() {}

  /** Of one run. */
  public static String of(List<Figure> figures) {
    return aligned(
        figures.stream()
            .map(
                figure ->
                    List.of(
                        figure.name(), figure.value(), figure.limit().orElse(""), verdict(figure)))
            .toList());
  }

  /** Of several runs. */
  static String over(List<Spread> figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "median", "least", "most", "limit", "kept by"));
    for (Spread one : figures) {
      rows.add(
          List.of(
              one.figure(),
              one.shown(one.median()),
              one.shown(one.least()),
              one.shown(one.most()),
              one.limit().orElse(""),
              one.kept()));
    }
    return aligned(rows);
  }

  private static String aligned(List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    int columns = rows.isEmpty() ? 0 : rows.get(0).size();
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      int index = column;
      widths.add(rows.stream().mapToInt(row -> length(row.get(index))).max().orElse(0));
    }
    for (List<String> row : rows) {
      for (int column = 0; column < columns - 1; column++) {
        table.append(pad(row.get(column), widths.get(column))).append("  ");
      }
      table.append(row.get(columns - 1)).append('\n');
    }
    return table.toString();
  }

  static String verdict(Figure figure) {
    if (figure.limit().isEmpty()) {
      return "";
    }
    if (figure.holds()) {
      return "ok";
    }
    return figure.guarantee() ? "BROKEN" : "over the limit";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - length(text));
  }
}
