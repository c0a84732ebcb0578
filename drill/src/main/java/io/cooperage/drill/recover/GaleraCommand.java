package io.cooperage.drill.recover;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cooperage galera}. */
@Command(
    name = "galera",
    mixinStandardHelpOptions = true,
    description = "Looks after the databases of the datacenters.",
    subcommands = {RecoverCommand.class, WatchCommand.class})
final class GaleraCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command. See cooperage galera --help for what there is.");
  }
}
