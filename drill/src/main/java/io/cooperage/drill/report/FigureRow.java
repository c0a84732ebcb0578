package io.cooperage.drill.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A figure beside its value in an earlier run.
 *
 * @param verdict in words; empty for a figure without a limit
 * @param mark {@code ok}, {@code over}, {@code broken}, or empty
 * @param previous its value then; empty if it is not known
 * @param difference with sign and unit; empty if either is no number
 */
public record FigureRow(
    Kind kind,
    String name,
    String value,
    String limit,
    String verdict,
    String mark,
    String previous,
    String difference) {

  /** What kind of a figure it is. */
  public enum Kind {
    GUARANTEE,
    LIMIT,
    FACT
  }

  /**
   * All figures.
   *
   * @param before what they are compared with
   */
  static List<FigureRow> of(List<Figure> figures, Optional<DrillReport> before) {
    Map<String, Figure> earlier =
        before.stream()
            .flatMap(report -> report.figures().stream())
            .collect(Collectors.toMap(Figure::name, Function.identity(), (a, b) -> a));
    return figures.stream()
        .map(figure -> row(figure, Optional.ofNullable(earlier.get(figure.name()))))
        .toList();
  }

  private static FigureRow row(Figure figure, Optional<Figure> earlier) {
    return new FigureRow(
        kind(figure),
        figure.name(),
        figure.value(),
        figure.limit().orElse(""),
        SummaryTable.verdict(figure),
        mark(figure),
        earlier.map(Figure::value).orElse(""),
        earlier.flatMap(figure::since).orElse(""));
  }

  private static Kind kind(Figure figure) {
    if (figure.guarantee()) {
      return Kind.GUARANTEE;
    }
    return figure.limited() ? Kind.LIMIT : Kind.FACT;
  }

  private static String mark(Figure figure) {
    if (figure.holds()) {
      return kind(figure) == Kind.FACT ? "" : mark(Judgement.ALL_WELL);
    }
    return mark(figure.guarantee() ? Judgement.GUARANTEE_BROKE : Judgement.OVER_LIMIT);
  }

  static String mark(Judgement judgement) {
    return switch (judgement) {
      case ALL_WELL -> "ok";
      case OVER_LIMIT -> "over";
      case GUARANTEE_BROKE -> "broken";
    };
  }

  boolean amiss() {
    return mark.equals(mark(Judgement.OVER_LIMIT)) || mark.equals(mark(Judgement.GUARANTEE_BROKE));
  }
}
