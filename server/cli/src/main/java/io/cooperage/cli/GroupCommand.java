package io.cooperage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A noun: it does nothing by itself but say which verbs it has. */
@Command(sortOptions = false)
abstract class GroupCommand implements Runnable {
  @Mixin private HelpOption help;
  @Spec private CommandSpec spec;

  @Override
  public final void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What to do with it? Name one of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
