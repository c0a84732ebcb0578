package io.cooperage.drill.lab.command;

import io.cooperage.drill.host.CommandFailedException;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.LabException;
import io.cooperage.drill.rootless.Rootless;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cooperage lab}: three datacenters on this machine. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description = "Three datacenters on this machine: bring them up, break them, mend them.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      EnvCommand.class,
      ExecCommand.class,
      FaultCommands.Kill.class,
      FaultCommands.Start.class,
      FaultCommands.Freeze.class,
      FaultCommands.Thaw.class,
      LinkCommands.Partition.class,
      LinkCommands.Heal.class,
      LinkCommands.Wan.class,
      InjectCommands.Inject.class,
      InjectCommands.Faults.class,
      DrainCommands.Drain.class,
      DrainCommands.Undrain.class
    })
final class LabCommand implements Runnable {

  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--index",
      description = "Which lab of this machine; default: the environment's LAB_INDEX, or 0.",
      defaultValue = "${env:LAB_INDEX:-0}")
  private int index;

  @Option(
      names = "--checkout",
      description = "The checkout that the lab belongs to; default: where the program lies.",
      defaultValue = "${env:COOPERAGE_HOME:-.}")
  private Path checkout;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name what to do with the lab. See cooperage lab --help.");
  }

  /** Runs an action that needs root: an ordinary user is root in the lab's own namespaces. */
  int with(ToIntFunction<Lab> action) {
    return with(action, false);
  }

  /** The same for the action that opens the lab's port. */
  int opening(ToIntFunction<Lab> action) {
    return with(action, true);
  }

  private int with(ToIntFunction<Lab> action, boolean opens) {
    return plainly(
        lab ->
            Rootless.find(lab.directory(), lab.port())
                .map(rootless -> rootless.again(opens))
                .orElseGet(() -> action.applyAsInt(lab)));
  }

  /** Runs an action that anybody may, and tells what failed without a stack trace. */
  int plainly(ToIntFunction<Lab> action) {
    CommandLine line = spec.commandLine();
    try {
      return action.applyAsInt(Lab.open(checkout, index));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, e.getMessage(), e);
    } catch (LabException | IllegalStateException | CommandFailedException e) {
      return fail(e.getMessage());
    } catch (UncheckedIOException e) {
      return fail(describe(e.getCause()));
    }
  }

  private int fail(String message) {
    CommandLine line = spec.commandLine();
    line.getErr().println(line.getColorScheme().errorText(message));
    return FAILED;
  }

  /** Such an exception's own message is often but the file's name. */
  static String describe(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "%s: permission denied. Only root, or who called sudo for `make up`, can read it."
          .formatted(denied.getFile());
    }
    return e instanceof NoSuchFileException missing
        ? missing.getFile() + " is not there. `make up` makes it."
        : "A file of the lab cannot be used: " + e.getMessage();
  }
}
