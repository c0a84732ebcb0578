package io.cooperage.drill.lab;

import io.cooperage.drill.host.Daemon;
import java.util.List;

/** Something in the lab did not come about; the message says what, and how to mend it. */
public final class LabException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LOG_LINES = 15;

  /** Says what failed and how to mend it. */
  public LabException(String what, String remedy) {
    super(what + "\n  To mend it: " + remedy);
  }

  /** Says what failed in a daemon, what it said last and how to mend it. */
  public LabException(String what, Daemon daemon, String remedy) {
    super(
        "%s%n  Last lines of %s:%n%s  To mend it: %s"
            .formatted(what, daemon.logFile(), indent(daemon.logTail(LOG_LINES)), remedy));
  }

  private static String indent(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append("    | ").append(line).append('\n'));
    return text.toString();
  }
}
