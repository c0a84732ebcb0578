package io.cooperage.drill.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Remembers which build of a program something was done with: a process started, the schema
 * migrated. Gone with the run directory, when all of that is over, too.
 */
final class ProgramMark {

  private final Path file;

  ProgramMark(LabDirectory directory, String name) {
    this.file = directory.run().resolve(name + ".program");
  }

  /** Whether it was done with another build than {@code classPath} is now, or never. */
  boolean differs(String classPath) {
    try {
      return !Files.readString(file).strip().equals(Fingerprint.of(classPath));
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void set(String classPath) {
    LabDirectory.writePublic(file, Fingerprint.of(classPath) + "\n");
  }
}
