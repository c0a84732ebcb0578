package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Documents that people wrote for the original system are accepted as they are. They lie outside
 * the project: give their directory as {@code COOPERAGE_CORPUS}, in the environment or as a system
 * property, with a directory for each kind.
 */
class CorpusTest {
  /** The documents as one bundle, if there are any. */
  static Optional<ObjectNode> bundle() throws IOException {
    String directory =
        System.getProperty(
            "COOPERAGE_CORPUS", System.getenv().getOrDefault("COOPERAGE_CORPUS", ""));
    if (directory.isBlank() || !Files.isDirectory(Path.of(directory))) {
      return Optional.empty();
    }
    ObjectNode bundle = CatalogJson.MAPPER.createObjectNode();
    for (EntityKind kind : EntityKind.values()) {
      Path documents = Path.of(directory, kind.plural());
      if (Files.isDirectory(documents)) {
        try (Stream<Path> files = Files.list(documents)) {
          for (Path file : files.sorted().toList()) {
            bundle
                .withArray("/" + kind.plural())
                .add(CatalogJson.MAPPER.readTree(Files.readAllBytes(file)));
          }
        }
      }
    }
    return Optional.of(bundle);
  }

  @Test
  void everyDocumentIsAcceptedUnchanged() throws IOException {
    Optional<ObjectNode> bundle = bundle();
    assumeThat(bundle).as("COOPERAGE_CORPUS names a directory").isPresent();
    int documents = 0;
    for (EntityKind kind : EntityKind.values()) {
      for (JsonNode document : bundle.get().path(kind.plural())) {
        assertThat(Documents.accept(kind, document)).isEqualTo(document);
        documents++;
      }
    }
    assertThat(documents).isPositive();
    assertThat(Bundle.read(bundle.get())).hasSize(documents);
  }
}
