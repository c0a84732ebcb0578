package io.cooperage.drill.bench;

import io.cooperage.bench.Figure;
import io.cooperage.bench.FigureWriter;
import io.cooperage.bench.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the benchmarks that are among the server's tests, each in a JVM of its own. On Ctrl-C they
 * are asked to end, and take their databases with them.
 */
final class RoomBenchmarks {

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Path server;
  private final Path directory;

  /**
   * @param directory for figures and what the benchmarks say
   */
  RoomBenchmarks(Path checkout, Path directory) {
    this.server = checkout.toAbsolutePath().normalize().resolve("server/app");
    this.directory = directory.toAbsolutePath();
  }

  /**
   * @throws IllegalStateException if it failed; names the file with what it said
   */
  List<Figure> run(Benchmark.OfRooms benchmark) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path figures = directory.resolve(benchmark.name() + ".figures");
    Path log = directory.resolve(benchmark.name() + ".log");
    Files.deleteIfExists(figures);
    Process process =
        new ProcessBuilder(command(benchmark, figures))
            .directory(server.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    Thread atExit = new Thread(() -> end(process), "end-benchmark");
    Runtime.getRuntime().addShutdownHook(atExit);
    boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    Ending.forget(atExit);
    if (!ended) {
      end(process);
      throw new IllegalStateException(
          "It did not end within %d minutes; see %s".formatted(LIMIT.toMinutes(), log));
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "It ended with exit code %d; see %s".formatted(process.exitValue(), log));
    }
    List<Figure> found = Results.readLines(figures);
    Files.deleteIfExists(figures);
    return found;
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** In a session of its own: a Ctrl-C in the terminal is for this process, which ends it. */
  private List<String> command(Benchmark.OfRooms benchmark, Path figures) {
    List<String> command = new ArrayList<>();
    command.add("setsid");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-D" + FigureWriter.PROPERTY + "=" + figures);
    command.addAll(benchmark.options());
    command.addAll(List.of("-cp", classPath(), benchmark.mainClass()));
    command.addAll(benchmark.arguments());
    return command;
  }

  private String classPath() {
    Path target = server.resolve("target");
    Path libraries = target.resolve("benchmark.classpath");
    if (!Files.exists(libraries) || !Files.isDirectory(target.resolve("test-classes"))) {
      throw new IllegalStateException(
          "The server's benchmarks are not built: run `make build` in this checkout.");
    }
    try {
      return "%s:%s:%s"
          .formatted(
              target.resolve("test-classes"),
              target.resolve("classes"),
              Files.readString(libraries).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
