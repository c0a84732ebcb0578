package io.cooperage.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar was built as. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String built = Cooperage.class.getPackage().getImplementationVersion();
    return new String[] {"cooperage " + Optional.ofNullable(built).orElse("(not from a jar)")};
  }
}
