package io.cooperage.drill.bench;

import io.cooperage.bench.BenchJson;
import io.cooperage.bench.FigureTable;
import io.cooperage.bench.Run;
import io.cooperage.drill.report.ReportDirectory;
import java.nio.file.Path;

/** What a command that measured leaves behind. */
final class Published {

  static final int ALL_MET = 0;
  static final int NOT_MEASURED = 2;
  static final int OVER_LIMIT = 3;

  private Published() {}

  /** Prints the table, writes the document, and gives the command's exit code. */
  static int print(Run run, Path directory, String name) {
    Path report =
        ReportDirectory.create(directory, run.started(), name).path().resolve("report.json");
    BenchJson.write(report, run);
    System.out.printf("%n%s%nReport: %s%n", FigureTable.of(run.figures()), report);
    return run.allMet() ? ALL_MET : OVER_LIMIT;
  }
}
