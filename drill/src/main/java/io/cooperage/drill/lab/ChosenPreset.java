package io.cooperage.drill.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which preset the lab's programs are configured by, kept with their data. */
final class ChosenPreset {

  private static final WanPreset USUAL = WanPreset.CONTINENT;

  private final LabDirectory directory;

  ChosenPreset(LabDirectory directory) {
    this.directory = directory;
  }

  WanPreset chosen() {
    try {
      return Files.exists(file()) ? WanPreset.named(Files.readString(file()).strip()) : USUAL;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Programs get it when they start.
   *
   * @param running a node that runs, with the one chosen before
   * @throws LabException if there is such a node and it has another one
   */
  void choose(WanPreset wanted, Optional<Datacenter> running) {
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
    return directory.root().resolve("preset");
  }
}
