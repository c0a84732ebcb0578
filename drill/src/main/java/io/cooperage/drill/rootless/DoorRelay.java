package io.cooperage.drill.rootless;

import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Brings connections to the lab's port on 127.0.0.1 to its global load balancer, which has a
 * loopback of its own: bytes in, bytes out. It stands between client and load balancer only; no
 * fault that the lab makes passes it.
 */
final class DoorRelay {

  private final Daemon daemon;
  private final Path file;
  private final int port;

  /**
   * @param directory where the relay keeps its files
   * @param port on 127.0.0.1
   */
  DoorRelay(Path directory, int port) {
    this.daemon = new Daemon("door", directory, directory);
    this.file = directory.resolve("door.cfg");
    this.port = port;
  }

  boolean running() {
    return daemon.running();
  }

  boolean portFree() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Starts the relay, unless it runs.
   *
   * @param socket where the global load balancer listens
   * @throws LabException if another program has the port
   */
  void start(Path socket) {
    if (running()) {
      return;
    }
    if (!portFree()) {
      throw new LabException(
          "Port %d on 127.0.0.1 is taken by another program.".formatted(port),
          "end that program (`ss -ltnp sport = :%d` names it), or choose another lab with LAB_INDEX"
              .formatted(port));
    }
    try {
      Files.writeString(file, configuration(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon.start(List.of("haproxy", "-db", "-f", file.toString()), Map.of());
  }

  String configuration(Path socket) {
    return """
        # From the machine's loopback to that of the lab.
        global
            log stdout format raw local0 warning
            maxconn 400
            nbthread 1

        defaults
            mode tcp
            log global
            timeout connect 1s
            timeout client 5m
            timeout server 5m

        listen door
            bind 127.0.0.1:%d
            server lab unix@%s
        """
        .formatted(port, socket);
  }

  void end() {
    daemon.stop(Duration.ofSeconds(2));
  }
}
