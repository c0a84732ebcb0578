package io.cooperage.drill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import io.cooperage.client.CooperageClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingTest {

  private static final String CLUSTER =
      """
      {"id": "%s", "name": "%s", "tenant": "t", "owner": "o", "status": "pending",
       "clusterTemplate": "drill-small", "numMachines": 1, "createTime": "2026-01-01T00:00:00Z",
       "expireTime": 0, "latestJob": "%s-001"}""";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private HttpServer server;
  private Pending pending;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getQuery());
          String answer = answers.size() > 1 ? answers.remove(0) : answers.get(0);
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    pending = Pending.of(new CooperageClient(uri, "token"), new PrintStream(said, true));
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private static String page(String next, String id, String name) {
    String cluster = CLUSTER.formatted(id, name, id);
    return "{\"items\": [" + cluster + "]" + next + "}";
  }

  @Test
  void quietLabIsNotWaitedFor() {
    answers.add("{\"items\": []}");
    pending.awaitNone(Duration.ofSeconds(5));
    assertThat(asked).singleElement().asString().contains("state=pending");
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void waitsUntilNothingIsPendingAndSaysSo() {
    answers.addAll(List.of(page("", "00000001", "drill-x-1"), "{\"items\": []}"));
    pending.awaitNone(Duration.ofSeconds(5));
    assertThat(said.toString()).contains("1 clusters or more are pending");
  }

  @Test
  void busyLabIsRefusedWithANextStep() {
    answers.add(page("", "00000001", "drill-x-1"));
    assertThatIllegalStateException()
        .isThrownBy(() -> pending.awaitNone(Duration.ofMillis(300)))
        .withMessageContainingAll("still pending", "measure again");
  }

  @Test
  void ownClustersAreLookedForOnAllPagesAndOthersAreNotWaitedFor() {
    answers.addAll(
        List.of(
            page(", \"next\": \"00000001\"", "00000001", "other"),
            page("", "00000002", "bench-1-run-0"),
            page(", \"next\": \"00000001\"", "00000001", "other"),
            "{\"items\": []}"));
    assertThat(pending.await("bench-1", Duration.ofSeconds(5))).isZero();
    assertThat(asked).hasSize(4);
    assertThat(asked.get(1)).contains("after=00000001");
  }
}
