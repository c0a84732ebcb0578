package io.cooperage.drill.host;

import java.util.List;

/** A command of the machine ended with another exit code than 0, or not in time. */
public final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 160;

  CommandFailedException(List<String> command, String outcome, String output) {
    super(
        "Command `%s` %s%s"
            .formatted(
                shortened(command), outcome, output.isBlank() ? "." : ":\n" + output.strip()));
  }

  /** A class path would bury what matters. */
  private static String shortened(List<String> command) {
    String line = String.join(" ", command);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  CommandFailedException(List<String> command, Throwable cause) {
    super("Command `%s` could not be run: %s".formatted(command.get(0), cause.getMessage()), cause);
  }
}
