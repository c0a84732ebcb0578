package io.cooperage.drill.rootless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cooperage.drill.host.Command;
import io.cooperage.drill.lab.LabException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorRelayTest {

  private static final Path SOCKET = Path.of("/proc/4194304/root/run/cooperage-door");

  @TempDir private Path directory;

  @Test
  void haproxyTakesItsConfiguration() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/sbin/haproxy")), "haproxy is not installed");
    Path file = directory.resolve("door.cfg");
    Files.writeString(file, new DoorRelay(directory, 18080).configuration(SOCKET));

    Command.Outcome checked = Command.of("haproxy", "-c", "-f", file.toString()).attempt();

    assertThat(checked.errors()).doesNotContain("ALERT").doesNotContain("WARNING");
    assertThat(checked.exitCode()).isZero();
  }

  @Test
  void aPortThatAnotherProgramHasIsRefusedWithItsNumber() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DoorRelay relay = new DoorRelay(directory, other.getLocalPort());

      assertThat(relay.portFree()).isFalse();
      assertThatThrownBy(() -> relay.start(SOCKET))
          .isInstanceOf(LabException.class)
          .hasMessageContaining(
              "Port %d on 127.0.0.1 is taken by another program".formatted(other.getLocalPort()));
      assertThat(relay.running()).isFalse();
    }
  }
}
