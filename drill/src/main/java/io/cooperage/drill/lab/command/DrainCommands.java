package io.cooperage.drill.lab.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Planned leave of a datacenter, and its return. */
final class DrainCommands {

  private DrainCommands() {}

  /** {@code cooperage lab drain}. */
  @Command(
      name = "drain",
      mixinStandardHelpOptions = true,
      description = "Takes a datacenter out of service without failing a request.")
  static final class Drain implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DC", description = "The datacenter: dc1, dc2 or dc3.")
    private String datacenter;

    @Override
    public Integer call() {
      return lab.with(
          opened -> {
            opened.drain(datacenter);
            spec.commandLine().getOut().println(datacenter + ": draining");
            return 0;
          });
    }
  }

  /** {@code cooperage lab undrain}. */
  @Command(
      name = "undrain",
      mixinStandardHelpOptions = true,
      description = "Puts a drained datacenter back to work.")
  static final class Undrain implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DC", description = "The datacenter: dc1, dc2 or dc3.")
    private String datacenter;

    @Override
    public Integer call() {
      return lab.with(
          opened -> {
            opened.undrain(datacenter);
            spec.commandLine().getOut().println(datacenter + ": back to work");
            return 0;
          });
    }
  }
}
