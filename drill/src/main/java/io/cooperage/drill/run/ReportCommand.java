package io.cooperage.drill.run;

import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.LabException;
import io.cooperage.drill.report.ReportDirectory;
import io.cooperage.drill.report.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cooperage drill report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Makes the page of a run anew from its report.json and ledger.jsonl, and prints where it"
            + " is.")
final class ReportCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "",
      description = "Its name, as drill list shows it, or its directory. Default: the last run.")
  private String run;

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return choice.plainly(
        spec.commandLine(),
        lab -> {
          spec.commandLine().getOut().println(directory(lab).rebuild());
          spec.commandLine().getOut().flush();
          return 0;
        });
  }

  private ReportDirectory directory(Lab lab) {
    Path drills = lab.directory().resolve("drills");
    if (run.isEmpty()) {
      return new Runs(drills)
          .newest()
          .orElseThrow(
              () ->
                  new LabException(
                      "There is no run in %s.".formatted(drills), "bin/cooperage drill run"));
    }
    Path given = Path.of(run);
    return ReportDirectory.open(Files.isDirectory(given) ? given : drills.resolve(given))
        .filter(directory -> Files.isDirectory(directory.path()))
        .orElseThrow(
            () ->
                new LabException(
                    "There is no run %s in %s.".formatted(run, drills),
                    "bin/cooperage drill list"));
  }
}
