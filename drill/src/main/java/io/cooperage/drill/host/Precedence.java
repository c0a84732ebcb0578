package io.cooperage.drill.host;

import java.util.ArrayList;
import java.util.List;

/**
 * Which daemons get the processor first where there is not enough for all. Since Linux weighs
 * sessions against each other (autogroup, sched(7)), niceness alone counts only within one; each
 * daemon has its own.
 */
public final class Precedence {

  /**
   * Nine times what others get, of a session as of a process. Who may not go first here does not.
   */
  private static final String FIRST =
      """
      { echo -10 > /proc/self/autogroup; } 2> /dev/null
      renice -n -10 -p $$ > /dev/null 2>&1
      exec "$@"
      """;

  private Precedence() {}

  /** The command of a daemon that goes before others. */
  public static List<String> first(List<String> command) {
    List<String> all = new ArrayList<>(List.of("sh", "-c", FIRST, "first"));
    all.addAll(command);
    return all;
  }
}
