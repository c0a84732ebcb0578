package io.cooperage.drill.bench;

import io.cooperage.drill.run.LabChoice;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cooperage bench all}. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description =
        "Measures everything, beside what each figure is compared with. What the same commit has"
            + " measured before is kept. Takes about half an hour.")
final class AllCommand implements Callable<Integer> {

  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "Benchmarks, or ids of figures or what they begin with; `bench list` shows them. Measured"
              + " anew.")
  private List<String> only = List.of();

  @Option(names = "--fresh", description = "Keeps nothing of earlier runs.")
  private boolean fresh;

  @Override
  public Integer call() throws Exception {
    return choice.with(
        spec.commandLine(),
        lab -> {
          List<Benchmark> benchmarks = chosen(Benchmark.all(), only);
          return new Session(choice.checkout(), lab, fresh).run(benchmarks, only.isEmpty());
        });
  }

  /**
   * @throws IllegalArgumentException if a name is of nothing
   */
  static List<Benchmark> chosen(List<Benchmark> all, List<String> names) {
    for (String name : names) {
      if (all.stream().noneMatch(benchmark -> isNamed(benchmark, name))) {
        throw new IllegalArgumentException(
            "--only names %s, and no benchmark or figure is called so. `bench list` shows them."
                .formatted(name));
      }
    }
    return names.isEmpty()
        ? all
        : all.stream()
            .filter(benchmark -> names.stream().anyMatch(name -> isNamed(benchmark, name)))
            .toList();
  }

  private static boolean isNamed(Benchmark benchmark, String name) {
    return benchmark.name().equals(name)
        || benchmark.figures().stream()
            .anyMatch(figure -> isWithin(figure, name) || isWithin(name, figure));
  }

  private static boolean isWithin(String beginning, String id) {
    return id.equals(beginning) || id.startsWith(beginning + ".") || id.startsWith(beginning + "-");
  }
}
