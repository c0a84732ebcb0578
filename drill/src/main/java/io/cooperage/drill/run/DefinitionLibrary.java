package io.cooperage.drill.run;

import io.cooperage.drill.definition.DefinitionReader;
import io.cooperage.drill.definition.DrillDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The drills that are shipped, by name, and those in files. */
public final class DefinitionLibrary {

  private static final List<String> NAMES =
      List.of(
          "dc-loss",
          "power-loss",
          "partition",
          "one-way-cut",
          "partial-cut",
          "flapping-link",
          "freeze",
          "hung-database",
          "hung-disk",
          "soak",
          "server-kill",
          "worker-loss",
          "zookeeper-loss",
          "load-balancer-loss",
          "drain",
          "commit-cut",
          "blackout");

  private DefinitionLibrary() {}

  /** Those that are shipped. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A definition.
   *
   * @param name of a shipped one, or the path of a file that ends with {@code .yaml}
   * @param variant of its parameters; empty for none
   * @param settings for its parameters
   * @throws IllegalArgumentException if there is none, or something in it is wrong
   */
  public static DrillDefinition find(String name, String variant, Map<String, String> settings) {
    return DefinitionReader.read(name, text(name), variant, settings);
  }

  private static String text(String name) {
    try {
      if (name.endsWith(".yaml")) {
        Path file = Path.of(name);
        if (!Files.isReadable(file)) {
          throw new IllegalArgumentException("There is no file %s to read.".formatted(file));
        }
        return Files.readString(file);
      }
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "There is no drill %s; there are %s, and files that end with .yaml."
                .formatted(name, String.join(", ", NAMES)));
      }
      String resource = "/io/cooperage/drill/definition/" + name + ".yaml";
      try (InputStream shipped = DefinitionLibrary.class.getResourceAsStream(resource)) {
        return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The drill " + name + " cannot be read", e);
    }
  }
}
