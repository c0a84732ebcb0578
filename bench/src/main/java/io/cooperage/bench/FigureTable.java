package io.cooperage.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Figures as a table for a terminal. */
public final class FigureTable {

  private static final List<String> HEAD =
      List.of("figure", "value", "compared with", "ratio", "wanted", "met");

  private FigureTable() {}

  /** Columns that are empty in all lines are left out. */
  public static String of(List<Figure> figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    figures.forEach(figure -> rows.add(row(figure)));
    int[] widths = IntStream.range(0, HEAD.size()).map(column -> width(rows, column)).toArray();
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        if (widths[column] > 0) {
          line.append(pad(row.get(column), widths[column])).append("  ");
        }
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private static List<String> row(Figure figure) {
    String first = figure.first().isPresent() ? ", first " + figure.firstInWords() : "";
    return List.of(
        figure.title(),
        figure.valueInWords() + first,
        figure.comparisonInWords(),
        figure.ratioInWords(),
        figure.wantedInWords(),
        figure.metInWords());
  }

  /** Zero if only the head has something. */
  private static int width(List<List<String>> rows, int column) {
    int widest = rows.stream().skip(1).mapToInt(row -> length(row.get(column))).max().orElse(0);
    return widest == 0 ? 0 : Math.max(widest, HEAD.get(column).length());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - length(text));
  }
}
