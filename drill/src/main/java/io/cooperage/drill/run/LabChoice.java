package io.cooperage.drill.run;

import io.cooperage.client.ApiException;
import io.cooperage.client.UnreachableException;
import io.cooperage.drill.host.CommandFailedException;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.LabException;
import io.cooperage.drill.rootless.Rootless;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which lab a command is about. */
public final class LabChoice {

  private static final int IMPOSSIBLE = 2;

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

  public int index() {
    return index;
  }

  public Path checkout() {
    return checkout;
  }

  /** What a command does with the lab; returns its exit code. */
  public interface Action {
    int run(Lab lab) throws Exception;
  }

  /**
   * Refuses a datacenter that there is not.
   *
   * @throws IllegalArgumentException with those that there are
   */
  public static void requireDatacenter(Lab lab, String datacenter) {
    if (!lab.datacenters().contains(datacenter)) {
      throw new IllegalArgumentException(
          "--dc is %s; there are %s.".formatted(datacenter, String.join(", ", lab.datacenters())));
    }
  }

  /**
   * Runs {@code action}, as root in the lab's namespaces where it has such, and tells what made it
   * impossible without a stack trace.
   */
  public int with(CommandLine line, Action action) throws Exception {
    return plainly(
        line,
        lab -> {
          Optional<Rootless> rootless = Rootless.find(lab.directory(), lab.port());
          return rootless.isPresent() ? rootless.get().again(false) : action.run(lab);
        });
  }

  /** The same for an action that needs but the lab's files. */
  public int plainly(CommandLine line, Action action) throws Exception {
    try {
      return action.run(Lab.open(checkout, index));
    } catch (LabException
        | CommandFailedException
        | IllegalArgumentException
        | IllegalStateException
        | UncheckedIOException
        | ApiException
        | UnreachableException e) {
      line.getErr().println(line.getColorScheme().errorText(e.getMessage()));
      return IMPOSSIBLE;
    }
  }
}
