package io.cooperage.galera.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short commands of the system to their end. */
final class Commands {

  private static final int LAST_LINES = 20;

  private Commands() {}

  static void run(Path log, Duration limit, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IOException("%s took longer than %s; see %s".formatted(command.get(0), limit, log));
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s ended with %d:%n%s".formatted(command.get(0), process.exitValue(), end(log)));
    }
  }

  /** The log itself goes with the cluster that did not start. */
  private static String end(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
