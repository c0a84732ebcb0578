package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.drill.host.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCopyTest {

  @TempDir private Path directory;
  private Path source;
  private Path target;

  @BeforeEach
  void makeData() throws IOException {
    source = Files.createDirectories(directory.resolve("one/data"));
    Files.writeString(source.resolve("grastate.dat"), "uuid: 1");
    Files.writeString(source.resolve("galera.cache"), "what the other keeps for itself");
    target = Files.createDirectories(directory.resolve("two/data"));
  }

  @Test
  void whatABrokenOffCopyLeftIsNeitherDataNorInTheWay() throws IOException {
    Path draft = Files.createDirectories(directory.resolve("two/data.new"));
    Files.writeString(draft.resolve("half"), "a file");

    DataCopy.make(source, target);

    assertThat(target).isDirectoryNotContaining("glob:**half");
    assertThat(target.resolve("grastate.dat")).hasContent("uuid: 1");
    assertThat(target.resolve("galera.cache")).doesNotExist();
    assertThat(draft).doesNotExist();
  }

  @Test
  void aCopyThatFailsLeavesTheTargetWithoutData() {
    assertThatThrownBy(() -> DataCopy.make(directory.resolve("nothing"), target))
        .isInstanceOf(CommandFailedException.class);
    assertThat(target).isEmptyDirectory();
  }
}
