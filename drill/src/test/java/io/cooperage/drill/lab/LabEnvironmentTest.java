package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabEnvironmentTest {

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeFile() {
    file = directory.resolve("env");
    LabDirectory.writePrivate(file, "export COOPERAGE_TOKEN=secret\n");
  }

  @Test
  void theFileBelongsToWhoCalledSudo() throws IOException {
    assumeTrue(Privileges.root());
    LabEnvironment.give(file, Map.of("SUDO_UID", "1234", "SUDO_GID", "5678"));
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(1234);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(5678);
  }

  @Test
  void withoutSudoItStaysWhereItIs() throws IOException {
    Object owner = Files.getAttribute(file, "unix:uid");
    LabEnvironment.give(file, Map.of());
    LabEnvironment.give(file, Map.of("SUDO_UID", "nobody", "SUDO_GID", "5678"));
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(owner);
  }
}
