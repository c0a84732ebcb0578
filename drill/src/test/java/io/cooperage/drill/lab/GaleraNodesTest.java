package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GaleraNodesTest {

  private static final Datacenter DC1 = new Datacenter(1);
  private static final Datacenter DC2 = new Datacenter(2);

  @TempDir private Path checkout;
  private LabDirectory directory;
  private GaleraNodes nodes;

  @BeforeEach
  void open() {
    directory = new LabDirectory(checkout, 0);
    nodes =
        new GaleraNodes(
            new LabSite(
                new LabAddresses(0),
                directory,
                new Secrets(directory.secrets()),
                new Programs(checkout)));
  }

  @Test
  void aNodeWithoutDataIsNoMember() throws Exception {
    assertThat(nodes.initialised(DC1)).isFalse();
    Path data = data(DC1);
    Files.createFile(data.resolve("ibdata1"));
    assertThat(nodes.initialised(DC1)).as("just installed").isFalse();
    Files.createFile(data.resolve("grastate.dat"));
    Files.createFile(data.resolve("galera.cache"));
    assertThat(nodes.initialised(DC1)).as("broken off before it joined").isFalse();
  }

  @Test
  void aMemberWhoseStateIsLostOrSpoiltStaysAMember() throws Exception {
    Files.createFile(data(DC1).resolve("galera.cache"));
    assertThat(nodes.initialised(DC1)).isTrue();
    Files.writeString(data(DC2).resolve("grastate.dat"), "# GALERA saved state\nuuid:");
    assertThat(nodes.initialised(DC2)).isTrue();
    Files.write(data(DC2).resolve("grastate.dat"), new byte[] {0, -1, 127});
    assertThat(nodes.initialised(DC2)).isTrue();
  }

  private Path data(Datacenter datacenter) throws Exception {
    return Files.createDirectories(directory.datacenter(datacenter).resolve("galera/data"));
  }
}
