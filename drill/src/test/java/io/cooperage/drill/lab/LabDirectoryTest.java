package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabDirectoryTest {

  @TempDir private Path checkout;
  private LabDirectory directory;

  @BeforeEach
  void makeData() throws IOException {
    directory = new LabDirectory(checkout, 0);
    Files.createDirectories(directory.root().resolve("dc1/galera/data"));
    Files.writeString(directory.root().resolve("dc1/galera/data/ibdata1"), "rows");
  }

  @Test
  void purgedIsGone() {
    directory.removeAll();
    assertThat(directory.root()).doesNotExist();

    directory.removeAll();
    assertThat(directory.root()).doesNotExist();
  }

  @Test
  void whatHoldsTheNamespacesStaysForWhoMadeThem() throws IOException {
    Path holder = directory.root().resolve("rootless/namespace.pid");
    LabDirectory.writePublic(holder, "1 1");

    directory.removeAll();

    assertThat(holder).exists();
    assertThat(directory.root().resolve("dc1")).doesNotExist();
  }
}
