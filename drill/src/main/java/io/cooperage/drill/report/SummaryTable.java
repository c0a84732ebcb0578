package io.cooperage.drill.report;

import java.util.List;

/** Figures as a table for a terminal. */
public final class SummaryTable {

  private SummaryTable() {}

  public static String of(List<Figure> figures) {
    int name = width(figures.stream().map(Figure::name).toList());
    int value = width(figures.stream().map(Figure::value).toList());
    int limit = width(figures.stream().map(figure -> figure.limit().orElse("")).toList());
    StringBuilder table = new StringBuilder();
    for (Figure figure : figures) {
      table
          .append(pad(figure.name(), name))
          .append("  ")
          .append(pad(figure.value(), value))
          .append("  ")
          .append(pad(figure.limit().orElse(""), limit))
          .append("  ")
          .append(verdict(figure))
          .append('\n');
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

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(SummaryTable::length).max().orElse(0);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - length(text));
  }
}
