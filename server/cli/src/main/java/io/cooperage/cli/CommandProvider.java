package io.cooperage.cli;

/**
 * Brings further subcommands into {@code cooperage}; found through {@link java.util.ServiceLoader},
 * so that programs built on the command line can add to it without its knowing them.
 */
public interface CommandProvider {

  /** A new instance of a class annotated with {@link picocli.CommandLine.Command}. */
  Object command();
}
