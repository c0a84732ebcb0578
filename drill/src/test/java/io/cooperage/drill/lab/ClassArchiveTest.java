package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

  @TempDir private Path directory;
  private Path jar;

  @BeforeEach
  void build() throws IOException {
    jar = Files.writeString(directory.resolve("program.jar"), "one");
  }

  private ClassArchive archive() {
    return new ClassArchive(directory.resolve("classes"), "program", jar.toString());
  }

  @Test
  void withoutAnArchiveAProcessIsOneToMakeItFrom() {
    assertThat(archive().exists()).isFalse();
    assertThat(archive().options()).contains("-XX:+RecordDynamicDumpInfo");
  }

  @Test
  void anArchiveHoldsForTheJarsItWasMadeOfAndNoOthers() throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Path file = Files.writeString(classes.resolve(archive().name()), "classes");
    assertThat(archive().exists()).isTrue();
    assertThat(archive().options()).contains("-XX:SharedArchiveFile=" + file);

    Files.writeString(jar, "changed");

    assertThat(archive().exists()).isFalse();
  }
}
