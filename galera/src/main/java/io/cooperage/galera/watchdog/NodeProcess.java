package io.cooperage.galera.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The database server's process, told from others that got its number later by when it started.
 *
 * @param startTicks since the machine did
 */
record NodeProcess(long pid, long startTicks) {

  private static final Set<String> NAMES = Set.of("mariadbd", "mysqld");
  private static final int START_TICKS = 19;

  /** The process that a file names by its number; nobody if that is no database server. */
  static Optional<NodeProcess> find(Path pidFile) {
    try {
      String first = Files.readString(pidFile).strip().split("\\s", 2)[0];
      return first.matches("\\d{1,9}") ? find(Long.parseLong(first)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<NodeProcess> find(long pid) {
    try {
      String name = Files.readString(Path.of("/proc/%d/comm".formatted(pid))).strip();
      return NAMES.contains(name)
          ? Optional.of(new NodeProcess(pid, Long.parseLong(stat(pid)[START_TICKS])))
          : Optional.empty();
    } catch (IOException | RuntimeException gone) {
      return Optional.empty();
    }
  }

  /** What stands in {@code /proc/PID/stat} after the command's name. */
  private static String[] stat(long pid) throws IOException {
    String line = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }

  /** Whether the kernel has done with it, with all its threads. */
  boolean ended() {
    if (!find(pid).equals(Optional.of(this))) {
      return true;
    }
    try (Stream<Path> threads = Files.list(Path.of("/proc/%d/task".formatted(pid)))) {
      return state().equals("Z") && threads.count() <= 1;
    } catch (IOException gone) {
      return true;
    }
  }

  /** Whether somebody stopped it. */
  boolean stopped() {
    return Set.of("T", "t").contains(state());
  }

  private String state() {
    try {
      return stat(pid)[0];
    } catch (IOException gone) {
      return "";
    }
  }

  /** Bytes that it has written so far, if they may be read. */
  OptionalLong writes() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/%d/io".formatted(pid)));
      return lines.stream()
          .filter(line -> line.startsWith("wchar:"))
          .mapToLong(line -> Long.parseLong(line.substring("wchar:".length()).strip()))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** SIGKILL; whether it could be sent. What hangs in the kernel ends when the kernel goes on. */
  boolean kill() {
    return find(pid).equals(Optional.of(this))
        && ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
  }
}
