package io.cooperage.drill.lab;

import io.cooperage.galera.node.FailureDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which failure detector the lab's database nodes have, kept with their data. */
final class LabDetector {

  private static final FailureDetector USUAL = FailureDetector.METRO;

  private final LabDirectory directory;

  LabDetector(LabDirectory directory) {
    this.directory = directory;
  }

  FailureDetector chosen() {
    try {
      return Files.exists(file()) ? FailureDetector.named(Files.readString(file()).strip()) : USUAL;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Nodes get it when they start.
   *
   * @param running a node that runs, with the one chosen before
   * @throws LabException if there is such a node and it has another one
   */
  void choose(FailureDetector wanted, Optional<Datacenter> running) {
    if (wanted == chosen()) {
      return;
    }
    running.ifPresent(
        node -> {
          throw new LabException(
              "The database of %s runs with the failure detector %s.".formatted(node, chosen()),
              "`make down` first, then start with " + wanted);
        });
    LabDirectory.writePublic(file(), wanted + "\n");
  }

  private Path file() {
    return directory.root().resolve("detector");
  }
}
