package io.cooperage.drill.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cooperage bench list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "The benchmarks of `bench all`, and what the ids of their figures begin with.")
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    for (Benchmark benchmark : Benchmark.all()) {
      spec.commandLine()
          .getOut()
          .printf(
              "%-16s %-24s %s%n",
              benchmark.name(), String.join(", ", benchmark.figures()), benchmark.title());
    }
    spec.commandLine().getOut().flush();
    return 0;
  }
}
