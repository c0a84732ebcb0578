package io.cooperage.drill.remote.command;

import io.cooperage.cli.CommandProvider;

/** Brings {@code site} into the command line. */
public final class SiteCommandProvider implements CommandProvider {
  @Override
  public Object command() {
    return new SiteCommand();
  }
}
