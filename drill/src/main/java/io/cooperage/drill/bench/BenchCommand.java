package io.cooperage.drill.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cooperage bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the lab that stands. Exit codes: 0 = within limits, 3 = not.",
    subcommands = {
      CreateThroughput.class,
      CreateLatency.class,
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
