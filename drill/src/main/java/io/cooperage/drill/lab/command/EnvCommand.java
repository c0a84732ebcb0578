package io.cooperage.drill.lab.command;

import io.cooperage.drill.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code cooperage lab env}. */
@Command(
    name = "env",
    mixinStandardHelpOptions = true,
    description = "Prints what to set in a shell to reach the lab: eval \"$(cooperage lab env)\".")
final class EnvCommand implements Callable<Integer> {

  @ParentCommand private LabCommand lab;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return lab.plainly(
        opened -> {
          Path file = opened.directory().resolve("env");
          if (!Files.exists(file)) {
            throw new LabException("There is no %s: the lab is not up.".formatted(file), "make up");
          }
          try {
            spec.commandLine().getOut().print(Files.readString(file));
            spec.commandLine().getOut().flush();
            return 0;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
