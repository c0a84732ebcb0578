package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.galera.recovery.GaleraPosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FurthestNodeTest {

  private static final String UUID = "d6e617a6-e4df-11f1-8ef8-de2f221b4ba9";
  private static final String OTHER = "0f0f0f0f-e4df-11f1-8ef8-de2f221b4ba9";
  private static final Datacenter DC1 = new Datacenter(1);
  private static final Datacenter DC2 = new Datacenter(2);
  private static final Datacenter DC3 = new Datacenter(3);

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
  void theNodeThatCommittedMostBegins() {
    assertThat(FurthestNode.of(Map.of(DC1, at(UUID, 7), DC2, at(UUID, 9), DC3, at(UUID, 8))))
        .isEqualTo(DC2);
    assertThat(FurthestNode.of(Map.of(DC3, at(UUID, 9), DC2, at(UUID, 9)))).isEqualTo(DC2);
  }

  @Test
  void noneBeginsPastAMemberThatCannotSayHowFarItGot() {
    assertThatThrownBy(
            () ->
                FurthestNode.of(Map.of(DC1, at(UUID, 7), DC2, Optional.empty(), DC3, at(UUID, 7))))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("node of dc2")
        .hasMessageContaining("To mend it: see .lab/log/dc2-galera.log");
    assertThatThrownBy(() -> FurthestNode.of(Map.of(DC1, at(UUID, 7), DC3, at(UUID, -1))))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("node of dc3");
  }

  @Test
  void theDataOfDifferentClustersAreNotMixed() {
    assertThatThrownBy(() -> FurthestNode.of(Map.of(DC1, at(UUID, 7), DC2, at(OTHER, 9))))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("dc1 " + UUID + ":7, dc2 " + OTHER + ":9");
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
    assertThat(nodes.position(DC1)).isEmpty();
    Files.writeString(data(DC2).resolve("grastate.dat"), "# GALERA saved state\nuuid:");
    assertThat(nodes.initialised(DC2)).isTrue();
    assertThat(nodes.position(DC2)).isEmpty();
  }

  private Path data(Datacenter datacenter) throws Exception {
    return Files.createDirectories(directory.datacenter(datacenter).resolve("galera/data"));
  }

  private static Optional<GaleraPosition> at(String uuid, long seqno) {
    return Optional.of(new GaleraPosition(uuid, seqno));
  }
}
