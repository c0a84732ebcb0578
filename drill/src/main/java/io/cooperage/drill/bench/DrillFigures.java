package io.cooperage.drill.bench;

import io.cooperage.bench.Bound;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import io.cooperage.drill.report.Run;
import io.cooperage.drill.report.Runs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The figures of drills that ran since a commit: each run of the same command is a repetition. A
 * figure that is no number in some run is left out.
 */
final class DrillFigures {

  private static final Pattern AT_MOST = Pattern.compile("≤ ([0-9]+(?:\\.[0-9]+)?)\\b.*");

  private DrillFigures() {}

  /**
   * @param drills where the reports are
   */
  static List<io.cooperage.bench.Figure> since(Path drills, Instant commit) {
    Map<String, List<DrillReport>> byCommand = new LinkedHashMap<>();
    for (Run run : new Runs(drills).all()) {
      run.report()
          .filter(report -> report.origin().started().isAfter(commit))
          .ifPresent(
              report ->
                  byCommand
                      .computeIfAbsent(report.origin().command(), command -> new ArrayList<>())
                      .add(report));
    }
    return byCommand.values().stream().flatMap(reports -> figures(reports).stream()).toList();
  }

  private static List<io.cooperage.bench.Figure> figures(List<DrillReport> reports) {
    DrillReport newest = reports.get(0);
    List<io.cooperage.bench.Figure> figures = new ArrayList<>();
    for (Figure figure : newest.figures()) {
      List<Double> values =
          reports.stream()
              .flatMap(report -> report.figures().stream())
              .filter(other -> other.name().equals(figure.name()))
              .flatMap(other -> other.quantity().stream())
              .filter(other -> other.unit().equals(unit(figure)))
              .map(quantity -> quantity.amount())
              .toList();
      if (figure.quantity().isPresent()) {
        figures.add(figure(newest, figure, values));
      }
    }
    return figures;
  }

  private static io.cooperage.bench.Figure figure(
      DrillReport report, Figure figure, List<Double> values) {
    String drill = report.origin().drill();
    io.cooperage.bench.Figure plain =
        io.cooperage.bench.Figure.of(
                "drill." + slug(options(report) + " " + figure.name()),
                drill + ": " + figure.name(),
                unit(figure),
                values)
            .by("bin/" + report.origin().command());
    return bound(figure).map(plain::wanted).orElse(plain);
  }

  /** The command without what all have in common. */
  private static String options(DrillReport report) {
    return report.origin().command().replaceFirst("^cooperage drill run ", "");
  }

  private static String unit(Figure figure) {
    return figure.quantity().map(quantity -> quantity.unit()).orElse("");
  }

  private static Optional<Bound> bound(Figure figure) {
    String limit = figure.limit().orElse("");
    Matcher most = AT_MOST.matcher(limit);
    if (most.matches()) {
      return Optional.of(Bound.neverAbove(Double.parseDouble(most.group(1))));
    }
    return limit.equals("0") ? Optional.of(Bound.neverAbove(0)) : Optional.empty();
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
