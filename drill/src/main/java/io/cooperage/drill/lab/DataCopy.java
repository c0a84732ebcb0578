package io.cooperage.drill.lab;

import io.cooperage.drill.host.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A copy of a database's files, made beside its place and put there whole: a copy that was broken
 * off is never taken for data.
 */
final class DataCopy {

  private DataCopy() {}

  /** Puts a copy of the stopped database {@code source} in the place of {@code target}. */
  static void make(Path source, Path target) {
    Path draft = target.resolveSibling(target.getFileName() + ".new");
    LabDirectory.removeTree(draft);
    Command.of("cp", "-a", "--sparse=always", source.toString(), draft.toString()).run();
    LabDirectory.removeTree(draft.resolve("galera.cache"));
    LabDirectory.removeTree(target);
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
