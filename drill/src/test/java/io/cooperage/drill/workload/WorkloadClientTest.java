package io.cooperage.drill.workload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.client.ClientConfig;
import io.cooperage.client.RetryPolicy;
import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.RegisterAction;
import io.cooperage.drill.history.DrillClock;
import io.cooperage.drill.history.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client may believe after each kind of answer, and after none. */
class WorkloadClientTest {

  private static final String HANG_UP = "";
  private static final Action WISH = new RegisterAction.Write("r", 1);

  private final List<ClientOperation<Action>> history = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "200, '', OK",
    "412, stale_version, FAIL",
    "409, conflict, FAIL",
    "409, idempotency_in_progress, UNKNOWN",
    "429, too_many_requests, UNKNOWN",
    "500, internal, UNKNOWN",
    "503, not_primary, UNKNOWN",
    "502, '', UNKNOWN"
  })
  void outcomeOfAWriteIsWhatItsAnswerProves(int status, String code, Outcome outcome)
      throws IOException {
    try (ServerSocket server = serve(answer(status, code))) {
      write(client(server.getLocalPort()));
    }
    assertThat(history).extracting(ClientOperation::outcome).containsExactly(outcome);
  }

  @Test
  void writeIsUnknownIfTheServerDiesOverIt() throws IOException {
    try (ServerSocket server = serve(HANG_UP)) {
      write(client(server.getLocalPort()));
    }
    assertThat(history).extracting(ClientOperation::outcome).containsExactly(Outcome.UNKNOWN);
  }

  @Test
  void writeIsUnknownIfTheServerDiesOverItOnAConnectionThatWasGoodBefore() throws IOException {
    try (ServerSocket server = serve(answer(200, ""), HANG_UP)) {
      WorkloadClient client = client(server.getLocalPort());
      write(client);
      write(client);
    }
    assertThat(history)
        .extracting(ClientOperation::outcome)
        .containsExactly(Outcome.OK, Outcome.UNKNOWN);
  }

  @Test
  void writeFailsIfNobodyListens() throws IOException {
    int port;
    try (ServerSocket closed = serve()) {
      port = closed.getLocalPort();
    }
    write(client(port));
    assertThat(history).extracting(ClientOperation::outcome).containsExactly(Outcome.FAIL);
  }

  @Test
  void writeIsUnknownIfItIsNotKnownToBeDone() throws IOException {
    try (ServerSocket server = serve(answer(200, ""))) {
      client(server.getLocalPort()).begin(WISH, () -> false);
    }
    assertThat(history).extracting(ClientOperation::outcome).containsExactly(Outcome.UNKNOWN);
  }

  @Test
  void readThatSawNothingIsNone() throws IOException {
    try (ServerSocket server = serve(answer(200, ""))) {
      client(server.getLocalPort()).glimpse(WISH, Optional::empty);
    }
    assertThat(history).extracting(ClientOperation::outcome).containsExactly(Outcome.FAIL);
  }

  @Test
  void readWithoutAnAnswerIsNone() throws IOException {
    try (ServerSocket server = serve(HANG_UP)) {
      WorkloadClient client = client(server.getLocalPort());
      client.read(
          WISH,
          () -> {
            client.api().catalog().importBundle(Documents.bundle(List.of("d"), 1), false);
            return WISH;
          });
    }
    assertThat(history).extracting(ClientOperation::outcome).containsExactly(Outcome.FAIL);
  }

  private static void write(WorkloadClient client) {
    client.write(
        WISH, () -> client.api().catalog().importBundle(Documents.bundle(List.of("d"), 1), false));
  }

  private WorkloadClient client(int port) {
    ClientConfig config =
        ClientConfig.of(URI.create("http://127.0.0.1:" + port), "token")
            .withRetry(RetryPolicy.none());
    return new WorkloadClient(
        3,
        "dc1",
        config,
        new SplittableRandom(1),
        new DrillClock(),
        new AtomicLong(),
        history::add);
  }

  private static String answer(int status, String code) {
    String body = status == 200 ? "{}" : "{\"code\": \"" + code + "\"}";
    String type = code.isEmpty() ? "application/json" : "application/problem+json";
    return "HTTP/1.1 %d Status\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, type, body.length(), body);
  }

  /** Answers one request after the other on one connection; hangs up where there is no answer. */
  private static ServerSocket serve(String... answers) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> answer(server, List.of(answers).iterator()), "server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static void answer(ServerSocket server, Iterator<String> answers) {
    try (Socket connection = server.accept();
        BufferedReader requests =
            new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1))) {
      while (answers.hasNext()) {
        skipRequest(requests);
        String answer = answers.next();
        if (answer.equals(HANG_UP)) {
          return;
        }
        connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
      }
    } catch (IOException e) {
      // The client or the test has closed the connection; its history says what it saw.
    }
  }

  private static void skipRequest(BufferedReader requests) throws IOException {
    int length = 0;
    for (String line = requests.readLine();
        line != null && !line.isEmpty();
        line = requests.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring("content-length: ".length()));
      }
    }
    for (int i = 0; i < length; i++) {
      requests.read();
    }
  }
}
