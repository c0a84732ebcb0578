package io.cooperage.drill.lab.command;

import io.cooperage.cli.CommandProvider;

/** Brings {@code lab} into the command line. */
public final class LabCommandProvider implements CommandProvider {
  @Override
  public Object command() {
    return new LabCommand();
  }
}
