package io.cooperage.cli;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command; it does nothing by itself but say what there is. */
@Command(
    name = "cooperage",
    mixinStandardHelpOptions = true,
    description = "Provisions and runs clusters of machines from templates, in every datacenter.")
public final class Cooperage implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command. See cooperage --help for what there is.");
  }

  /** Runs the command that {@code arguments} name and exits with its exit code. */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new Cooperage());
    ServiceLoader.load(CommandProvider.class)
        .forEach(provider -> commandLine.addSubcommand(provider.command()));
    System.exit(commandLine.execute(arguments));
  }
}
