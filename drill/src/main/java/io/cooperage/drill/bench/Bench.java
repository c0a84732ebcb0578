package io.cooperage.drill.bench;

import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.report.Figure;
import io.cooperage.drill.report.ReportDirectory;
import io.cooperage.drill.report.SummaryTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a measurement found.
 *
 * @param details further values, for the JSON file
 */
record Bench(
    String name,
    String command,
    Instant started,
    int processors,
    List<Figure> figures,
    Map<String, Object> details) {

  static Bench of(
      String name,
      String command,
      Instant started,
      List<Figure> figures,
      Map<String, Object> details) {
    return new Bench(
        name, command, started, Runtime.getRuntime().availableProcessors(), figures, details);
  }

  /** Prints the table, writes the file, and gives the command's exit code. */
  int publish(Lab lab) {
    ReportDirectory directory =
        ReportDirectory.create(lab.directory().resolve("bench"), started, name);
    directory.write("report.json", this);
    System.out.printf("%n%s%nReport: %s%n", SummaryTable.of(figures), directory.path());
    return figures.stream().allMatch(Figure::holds) ? 0 : OVER_LIMIT;
  }

  private static final int OVER_LIMIT = 3;
}
