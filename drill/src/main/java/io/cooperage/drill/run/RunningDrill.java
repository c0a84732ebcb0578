package io.cooperage.drill.run;

import io.cooperage.drill.host.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The drill that this process runs on a lab; there is one at a time. */
final class RunningDrill implements AutoCloseable {

  private final Path file;

  private RunningDrill(Path file) {
    this.file = file;
  }

  /**
   * Takes the lab for a drill of this process.
   *
   * @param directory of the lab
   * @throws IllegalStateException if another process runs one there
   */
  static RunningDrill begin(Path directory) {
    find(directory)
        .ifPresent(
            other -> {
              throw new IllegalStateException(
                  "A drill is being run on this lab, by process %d. Wait for it, or end it: bin/cooperage drill abort"
                      .formatted(other.pid()));
            });
    Path file = file(directory);
    String self = ProcessId.find(ProcessHandle.current().pid()).orElseThrow().toString();
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.writeString(file, self, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new IllegalStateException("Another drill began just now on this lab.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The drill cannot be noted in " + file, e);
    }
    return new RunningDrill(file);
  }

  /** The process that runs a drill on a lab now. */
  static Optional<ProcessId> find(Path directory) {
    Path file = file(directory);
    try {
      return Files.exists(file)
          ? ProcessId.parse(Files.readString(file)).filter(ProcessId::alive)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("It cannot be read who runs a drill, from " + file, e);
    }
  }

  private static Path file(Path directory) {
    return directory.resolve("run").resolve("drill.pid");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be removed", e);
    }
  }
}
