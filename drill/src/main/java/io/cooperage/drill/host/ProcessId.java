package io.cooperage.drill.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that cannot be mistaken for another: its number together with the time at which it
 * started, in clock ticks since the machine did. A number alone may have been given again.
 */
public record ProcessId(long pid, long startTicks) {

  /** Fields of {@code /proc/PID/stat} after the command's closing parenthesis. */
  private static final int STATE = 0;

  private static final int START_TICKS = 19;

  /**
   * The living process with this number, if there is one. A killed process lives as long as the
   * kernel waits for something on behalf of one of its threads, such as a disk that hangs.
   */
  public static Optional<ProcessId> find(long pid) {
    return stat(pid)
        .filter(fields -> !ended(fields) || threads(pid) > 1)
        .map(fields -> new ProcessId(pid, Long.parseLong(fields[START_TICKS])));
  }

  private static boolean ended(String[] fields) {
    return fields[STATE].equals("Z") || fields[STATE].equals("X");
  }

  private static long threads(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads.count();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Reads what {@link #toString} wrote. */
  public static Optional<ProcessId> parse(String text) {
    String[] parts = text.strip().split(" ");
    if (parts.length != 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether this very process still lives; a frozen one does. */
  public boolean alive() {
    return find(pid).filter(this::equals).isPresent();
  }

  /** Whether the process is frozen. */
  public boolean stopped() {
    return stat(pid).filter(fields -> fields[STATE].equals("T")).isPresent();
  }

  /** Sends a signal, unless the process has ended. */
  public void signal(int signal) {
    if (alive()) {
      Kernel.INSTANCE.kill((int) pid, signal);
    }
  }

  @Override
  public String toString() {
    return pid + " " + startTicks;
  }

  private static Optional<String[]> stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
