package io.cooperage.drill.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cooperage.cli.OutputFormat;
import io.cooperage.cli.Table;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import io.cooperage.drill.report.Judgement;
import io.cooperage.drill.report.Run;
import io.cooperage.drill.report.Runs;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cooperage drill list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the drills that were run on the lab, the newest first.")
final class ListCommand implements Callable<Integer> {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "How to print: ${COMPLETION-CANDIDATES}. Default: table.")
  private OutputFormat format;

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  /**
   * A run as it is listed.
   *
   * @param verdict empty: there is no report that can be read
   * @param worstOutage the longest of clients to whom service was promised
   * @param path its directory
   */
  private record Listed(
      Instant started,
      String drill,
      Optional<Judgement> verdict,
      Optional<Duration> worstOutage,
      String path) {

    private static Listed of(Run run) {
      return new Listed(
          run.directory().started(),
          run.directory().drill(),
          run.report().map(DrillReport::judgement),
          run.report().flatMap(DrillReport::worstOutage),
          run.directory().path().toString());
    }
  }

  @Override
  public Integer call() throws Exception {
    return choice.plainly(
        spec.commandLine(),
        lab -> {
          List<Listed> runs =
              new Runs(lab.directory().resolve("drills")).all().stream().map(Listed::of).toList();
          PrintWriter out = spec.commandLine().getOut();
          out.println(format == OutputFormat.json ? json(runs) : table(runs));
          out.flush();
          return 0;
        });
  }

  private static String json(List<Listed> runs) throws JsonProcessingException {
    return DrillJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(runs);
  }

  private static String table(List<Listed> runs) {
    Table table = new Table("STARTED", "DRILL", "VERDICT", "WORST OUTAGE", "PATH");
    runs.forEach(
        run ->
            table.row(
                run.started(),
                run.drill(),
                run.verdict().map(Judgement::title).orElse("no report"),
                run.worstOutage().map(Figure::seconds).orElse("-"),
                run.path()));
    return table.print();
  }
}
