package io.cooperage.drill.host;

import java.util.List;

/** A command of the machine ended with another exit code than 0, or not in time. */
public final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailedException(List<String> command, String outcome, String output) {
    super(
        "Command `%s` %s%s"
            .formatted(
                String.join(" ", command),
                outcome,
                output.isBlank() ? "." : ":\n" + output.strip()));
  }

  CommandFailedException(List<String> command, Throwable cause) {
    super("Command `%s` could not be run: %s".formatted(command.get(0), cause.getMessage()), cause);
  }
}
