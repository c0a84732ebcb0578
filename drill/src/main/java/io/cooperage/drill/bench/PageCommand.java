package io.cooperage.drill.bench;

import io.cooperage.bench.BenchJson;
import io.cooperage.bench.FigurePage;
import io.cooperage.bench.Results;
import io.cooperage.bench.Run;
import io.cooperage.drill.run.LabChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cooperage bench page}. */
@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    description =
        "Puts a run's figures into docs/reference/performance.json, in place of earlier ones of the"
            + " same ids, and makes the tables of performance.md from it.")
final class PageCommand implements Callable<Integer> {

  private static final String REFERENCE = "docs/reference";

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A run's JSON; default: the last run of `bench all` of this commit.")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--tables", description = "Only makes the tables from performance.json anew.")
  private boolean tables;

  @Option(
      names = "--alone",
      description = "Drops all earlier runs, also figures that this one has not measured.")
  private boolean alone;

  @Option(names = "--note", description = "What has to be known to read the run's figures.")
  private Optional<String> note = Optional.empty();

  @Override
  public Integer call() throws Exception {
    return choice.plainly(
        spec.commandLine(),
        lab -> {
          Path json = choice.checkout().resolve(REFERENCE).resolve("performance.json");
          Path page = choice.checkout().resolve(REFERENCE).resolve("performance.md");
          Optional<Run> run =
              tables ? Optional.empty() : Optional.of(run(lab.directory().resolve("bench")));
          Results results = Results.read(json);
          if (run.isPresent()) {
            Results before = alone ? new Results(List.of()) : results;
            results = before.with(noted(run.get()));
          }
          String filled = new FigurePage(results).fill(Files.readString(page));
          results.write(json);
          Files.writeString(page, filled);
          spec.commandLine().getOut().println("Written: " + json + ", " + page);
          spec.commandLine().getOut().flush();
          return 0;
        });
  }

  private Run noted(Run run) {
    return note.map(run::withNote).orElse(run);
  }

  private Run run(Path directory) throws IOException {
    Path chosen =
        file.orElseGet(
            () -> directory.resolve("run-" + Build.of(choice.checkout()).name() + ".json"));
    if (!Files.exists(chosen)) {
      throw new IllegalArgumentException(
          "There is no %s. Measure with `make bench`, or name the file of a run."
              .formatted(chosen));
    }
    return BenchJson.read(chosen, Run.class);
  }
}
