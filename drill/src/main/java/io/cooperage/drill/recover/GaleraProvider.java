package io.cooperage.drill.recover;

import io.cooperage.cli.CommandProvider;

/** Brings {@code cooperage galera}. */
public final class GaleraProvider implements CommandProvider {

  @Override
  public Object command() {
    return new GaleraCommand();
  }
}
