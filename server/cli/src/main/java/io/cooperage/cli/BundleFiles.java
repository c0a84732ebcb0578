package io.cooperage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the documents of files and directories into one bundle. */
final class BundleFiles {
  private final ApiCommand command;
  private final ObjectNode bundle = Terminal.JSON.createObjectNode();

  BundleFiles(ApiCommand command) {
    this.command = command;
  }

  JsonNode read(List<Path> paths) {
    for (Path path : paths) {
      try (Stream<Path> files = Files.walk(path)) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> file.equals(path) || file.toString().endsWith(".json"))
            .sorted()
            .forEach(this::add);
      } catch (IOException e) {
        throw command.usage(path + " cannot be read: " + e.getMessage());
      }
    }
    if (bundle.isEmpty()) {
      throw command.usage("There is no .json file in " + paths);
    }
    return bundle;
  }

  private void add(Path file) {
    JsonNode content = parse(file);
    Optional<EntityKind> kind = kindOf(file);
    if (isBundle(content)) {
      content.properties().forEach(entry -> addAll(entry.getKey(), entry.getValue()));
    } else if (kind.isPresent()) {
      list(kind.get().plural()).add(content);
    } else {
      throw command.usage(
          file
              + " is neither a bundle nor in a directory named after a kind, such as providers/."
              + " Move it into one.");
    }
  }

  private void addAll(String plural, JsonNode documents) {
    if (documents.isArray()) {
      documents.forEach(list(plural)::add);
    } else {
      bundle.set(plural, documents);
    }
  }

  private ArrayNode list(String plural) {
    return bundle.withArray("/" + plural);
  }

  private JsonNode parse(Path file) {
    try {
      return Terminal.JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw command.usage(
          "%s is no JSON: %s (line %d, column %d)"
              .formatted(
                  file,
                  e.getOriginalMessage(),
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw command.usage(file + " cannot be read: " + e.getMessage());
    }
  }

  private static boolean isBundle(JsonNode content) {
    return content.isObject()
        && Arrays.stream(EntityKind.values()).anyMatch(kind -> content.has(kind.plural()));
  }

  private static Optional<EntityKind> kindOf(Path file) {
    Path directory = file.toAbsolutePath().normalize().getParent();
    return Arrays.stream(EntityKind.values())
        .filter(kind -> directory != null && directory.endsWith(kind.plural()))
        .findFirst();
  }
}
