package io.cooperage.drill.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A command that takes this program's place: same terminal, same directory. This program ends when
 * the command has, also on Ctrl-C, so that nobody is told that it is over while it still mends.
 */
public final class Foreground {

  private static final Duration FORK = Duration.ofSeconds(1);

  private Foreground() {}

  /**
   * Runs a command to its end, with further variables in its environment; returns its exit code.
   *
   * @throws CommandFailedException if it cannot be started
   */
  public static int run(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      // Remembered now: when a command that forked is ended, nobody knows any more what it started.
      Poll.until(FORK, () -> !process.isAlive() || process.children().findAny().isPresent());
      List<ProcessHandle> family =
          Stream.concat(process.children(), Stream.of(process.toHandle())).toList();
      AtomicBoolean over = new AtomicBoolean();
      Thread atExit = new Thread(() -> end(family, over), "end-of-command");
      Runtime.getRuntime().addShutdownHook(atExit);
      int code = process.waitFor();
      over.set(true);
      return code;
    } catch (IOException e) {
      throw new CommandFailedException(command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(command, e);
    }
  }

  private static void end(List<ProcessHandle> family, AtomicBoolean over) {
    if (over.get()) {
      return;
    }
    family.forEach(ProcessHandle::destroy);
    family.forEach(process -> process.onExit().join());
  }
}
