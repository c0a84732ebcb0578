package io.cooperage.drill.run;

import io.cooperage.cli.CommandProvider;

/** Brings {@code cooperage drill}. */
public final class DrillProvider implements CommandProvider {

  @Override
  public Object command() {
    return new DrillCommand();
  }
}
