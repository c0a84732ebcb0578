package io.cooperage.drill.lab.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code cooperage lab down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Ends every process and removes every namespace; keeps the data.")
final class DownCommand implements Callable<Integer> {

  @ParentCommand private LabCommand lab;
  @Spec private CommandSpec spec;

  @Option(names = "--purge", description = "Removes the data, too.")
  private boolean purge;

  @Override
  public Integer call() {
    return lab.with(
        opened -> {
          opened.down(purge, new PrintedProgress(spec.commandLine().getOut()));
          return 0;
        });
  }
}
