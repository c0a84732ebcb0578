package io.cooperage.drill.bench;

import io.cooperage.cli.CommandProvider;

/** Brings {@code cooperage bench}. */
public final class BenchProvider implements CommandProvider {

  @Override
  public Object command() {
    return new BenchCommand();
  }
}
