package io.cooperage.drill.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cooperage bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures. Exit codes: 0 = within limits, 2 = something could not be measured, 3 = a figure"
            + " is over its limit.",
    subcommands = {
      AllCommand.class,
      ListCommand.class,
      PageCommand.class,
      CreateLatency.class,
      Writes.class,
      ReadCosts.class,
      TaskThroughput.class,
      UpTime.class,
      Footprint.class
    })
final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a measurement. See cooperage bench --help for what there is.");
  }
}
