package io.cooperage.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of docs/reference that is made here. */
record Golden(String name) {
  private static final String UPDATE =
      "mvn -B verify -pl server/app -am -Dtest='OpenApiTest,ApiReferenceTest' -Dopenapi.update=true"
          + " -DskipITs -Dsurefire.failIfNoSpecifiedTests=false";

  /** Fails unless it is {@code text}; with {@code -Dopenapi.update=true}, makes it so. */
  void mustBe(String text) throws IOException {
    Path file = Path.of("../../docs/reference").resolve(name);
    if (Boolean.getBoolean("openapi.update")) {
      Files.writeString(file, text);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("docs/reference/%s; bring it up to date with: %s", name, UPDATE)
        .isEqualTo(text);
  }
}
