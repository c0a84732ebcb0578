package io.cooperage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabEnvironmentTest {
  @TempDir private Path directory;

  @Test
  void theEnvironmentStandsBeforeTheFileOfTheLab() throws IOException {
    lab("COOPERAGE_URL=http://lab\n");
    assertThat(find(Map.of("COOPERAGE_URL", "http://mine"), "COOPERAGE_URL"))
        .isEqualTo("http://mine");
    assertThat(find(Map.of("COOPERAGE_URL", " "), "COOPERAGE_URL")).isEqualTo("http://lab");
  }

  @Test
  void theFileIsFoundFromBelowAndReadAsAShellWould() throws IOException {
    lab(
        """
        # the lab
        export COOPERAGE_URL="http://127.0.0.1:8080"
        COOPERAGE_TOKEN='a=b'
        DC1_URL=http://10.77.1.1:8080
        """);
    Path below = Files.createDirectories(directory.resolve("docs/how-to"));
    LabEnvironment environment = new LabEnvironment(Map.of(), below);
    assertThat(environment.find("COOPERAGE_URL")).contains("http://127.0.0.1:8080");
    assertThat(environment.find("COOPERAGE_TOKEN")).contains("a=b");
    assertThat(environment.find("DC1_URL")).contains("http://10.77.1.1:8080");
    assertThat(environment.find("NOTHING")).isEmpty();
  }

  @Test
  void withoutEitherThereIsNothing() {
    assertThat(new LabEnvironment(Map.of(), directory).find("COOPERAGE_URL")).isEmpty();
  }

  private String find(Map<String, String> environment, String variable) {
    return new LabEnvironment(environment, directory).find(variable).orElseThrow();
  }

  private void lab(String text) throws IOException {
    Files.createDirectories(directory.resolve(".lab"));
    Files.writeString(directory.resolve(".lab/env"), text);
  }
}
