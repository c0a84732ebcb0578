package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.host.Poll;
import io.cooperage.galera.testing.Cut;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers each packet of the protocol with one byte. */
class CommitCutterTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path directory;

  private final List<String> executed = new CopyOnWriteArrayList<>();
  private ServerSocket database;
  private Thread cutter;
  private Path tally;

  @BeforeEach
  void listen() throws IOException {
    tally = directory.resolve("cutter.tally");
    database = new ServerSocket(0, 8, LOOPBACK);
    daemon(
        () -> {
          while (true) {
            Socket client = database.accept();
            daemon(() -> serve(client));
          }
        });
  }

  @AfterEach
  void end() throws Exception {
    cutter.interrupt();
    cutter.join(SOON.toMillis());
    database.close();
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Thread daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception ended) {
                // A socket was closed, or the test is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void serve(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    while (true) {
      byte[] packet = new byte[Integer.reverseBytes(in.readInt()) & 0xff];
      in.readFully(packet);
      executed.add(new String(packet, 1, packet.length - 1, StandardCharsets.UTF_8));
      client.getOutputStream().write(0);
    }
  }

  private int cutting(Cut cut, int every) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
      port = free.getLocalPort();
    }
    InetSocketAddress address = new InetSocketAddress(LOOPBACK, database.getLocalPort());
    List<String> arguments =
        CommitCutter.arguments(port, address, LOOPBACK.getHostAddress(), cut, every, tally);
    cutter = daemon(() -> CommitCutter.main(arguments.toArray(String[]::new)));
    assertThat(Poll.until(SOON, () -> reachable(port))).isTrue();
    return port;
  }

  private static boolean reachable(int port) {
    try (Socket probe = new Socket(LOOPBACK, port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there was an answer. */
  private static boolean send(Socket client, String sql) {
    byte[] text = sql.getBytes(StandardCharsets.UTF_8);
    byte[] packet = new byte[text.length + 5];
    packet[0] = (byte) (text.length + 1);
    packet[4] = 3;
    System.arraycopy(text, 0, packet, 5, text.length);
    try {
      client.getOutputStream().write(packet);
      return client.getInputStream().read() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean session(int port) throws IOException {
    try (Socket client = new Socket(LOOPBACK, port)) {
      assertThat(send(client, "INSERT")).isTrue();
      return send(client, "COMMIT");
    }
  }

  @Test
  void eachSecondIsCutAfterItExecutedAndTallied() throws IOException {
    int port = cutting(Cut.AFTER_COMMIT, 2);

    assertThat(List.of(session(port), session(port), session(port), session(port)))
        .containsExactly(true, false, true, false);
    assertThat(executed).filteredOn("COMMIT"::equals).hasSize(4);
    assertThat(Files.readAllLines(tally)).hasSize(2);
  }

  @Test
  void whatIsCutBeforeDoesNotGetThereAndIsTalliedToo() throws IOException {
    int port = cutting(Cut.BEFORE_COMMIT, 1);
    assertThat(tally).isEmptyFile();

    assertThat(session(port)).isFalse();
    assertThat(executed).containsExactly("INSERT");
    assertThat(Files.readAllLines(tally)).hasSize(1);
  }

  @Test
  void withoutItsTallyItGoesOnCutting() throws IOException {
    int port = cutting(Cut.AFTER_COMMIT, 1);
    Files.delete(tally);

    assertThat(session(port)).isFalse();
    assertThat(session(port)).isFalse();
    assertThat(tally).doesNotExist();
  }
}
