package io.cooperage.drill.run;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cooperage drill}. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = "Breaks the lab on purpose and judges what was lost.",
    subcommands = {
      LibraryCommand.class,
      PlanCommand.class,
      RunCommand.class,
      HistoriesCommand.class,
      AbortCommand.class,
      ListCommand.class,
      ReportCommand.class
    })
final class DrillCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command. See cooperage drill --help for what there is.");
  }
}
