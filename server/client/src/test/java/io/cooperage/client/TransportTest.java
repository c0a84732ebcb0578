package io.cooperage.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.EventView;
import io.cooperage.api.Heartbeat;
import io.cooperage.api.TakeRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client makes of answers, refusals, silence and broken connections. */
class TransportTest {
  private static final String NOT_READY =
      """
      {"type": "/docs/reference/errors#not_ready", "title": "Not ready", "status": 503,
       "detail": "The node is joining.", "code": "not_ready", "requestId": "r1",
       "datacenter": "dc1", "retryAfter": 1, "errors": []}
      """;
  private final List<Script> scripts = new CopyOnWriteArrayList<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ExecutorService executor;

  private interface Script {
    void play(HttpExchange exchange) throws IOException;
  }

  private record Seen(String method, String target, String key, String authorization) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    executor = Executors.newCachedThreadPool();
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    executor.shutdownNow();
  }

  @Test
  void aMutationIsRepeatedUnderTheSameKeyUntilItIsAnswered() {
    scripts.add(exchange -> problem(exchange, 503, NOT_READY.replace("\"retryAfter\": 1,", "")));
    scripts.add(HttpExchange::close);
    scripts.add(exchange -> answer(exchange, 200, "application/json", "{\"a\": 1}"));
    Answer<JsonNode> answer =
        client(Duration.ofSeconds(10)).call(Call.post("clusters").json(List.of()), JsonNode.class);
    assertThat(answer.attempts()).isEqualTo(3);
    assertThat(answer.body().path("a").asInt()).isEqualTo(1);
    assertThat(seen).extracting(Seen::key).doesNotContainNull().containsOnly(seen.get(0).key());
    assertThat(seen).extracting(Seen::authorization).containsOnly("Bearer hush");
  }

  @Test
  void everyMutationHasItsOwnKeyAndAReadHasNone() {
    scripts.add(exchange -> answer(exchange, 204, "application/json", ""));
    scripts.add(exchange -> answer(exchange, 204, "application/json", ""));
    scripts.add(exchange -> answer(exchange, 200, "application/json", "{}"));
    CooperageClient client = client(Duration.ofSeconds(10));
    client.tokens().revoke("a");
    client.tokens().revoke("b");
    client.call(Call.get("clusters"), JsonNode.class);
    assertThat(seen.get(0).key()).isNotEqualTo(seen.get(1).key());
    assertThat(seen.get(2).key()).isNull();
  }

  @Test
  void aRefusalIsNotRepeatedAndCarriesItsProblem() {
    scripts.add(
        exchange ->
            problem(
                exchange,
                409,
                "{\"code\": \"wrong_state\", \"detail\": \"Busy.\", \"errors\": [\"a\"]}"));
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class,
            () -> client(Duration.ofSeconds(10)).clusters().delete(new ClusterId(42)));
    assertThat(refusal.is(ErrorCode.WRONG_STATE)).isTrue();
    assertThat(refusal.status()).isEqualTo(409);
    assertThat(refusal.problem().errors()).containsExactly("a");
    assertThat(refusal).hasMessageContaining("Busy.");
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).target()).isEqualTo("/v3/clusters/00000042");
  }

  @Test
  void retryAfterIsHonouredAndTheDeadlineToo() {
    scripts.add(exchange -> problem(exchange, 503, NOT_READY, "5"));
    long before = System.nanoTime();
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class,
            () -> client(Duration.ofSeconds(2)).call(Call.get("clusters"), JsonNode.class));
    assertThat(refusal.is(ErrorCode.NOT_READY)).isTrue();
    assertThat(refusal.problem().retryAfter()).contains(1);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    assertThat(seen).hasSize(1);
  }

  @Test
  void anAnswerOfAProxyBecomesAProblem() {
    for (int i = 0; i < 50; i++) {
      scripts.add(exchange -> answer(exchange, 502, "text/html", "<h1>Bad gateway</h1>"));
    }
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class,
            () -> client(Duration.ofSeconds(1)).call(Call.get("clusters"), JsonNode.class));
    assertThat(refusal.problem().code()).isEqualTo("http_502");
    assertThat(refusal).hasMessageContaining("Bad gateway");
    assertThat(seen).hasSizeGreaterThan(1);
  }

  @Test
  void whatMayHaveReachedAServerIsNotRepeatedWithoutAKey() {
    scripts.add(HttpExchange::close);
    CooperageClient client = client(Duration.ofSeconds(5));
    UnreachableException failure =
        catchThrowableOfType(
            UnreachableException.class,
            () -> client.workers().heartbeat("w", new Heartbeat(1, List.of())));
    assertThat(failure).hasMessageContaining("after 1 attempt:");
    assertThat(seen).hasSize(1);
  }

  @Test
  void nobodyThereIsUnreachable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    CooperageClient client =
        new CooperageClient(
            ClientConfig.of(URI.create("http://127.0.0.1:" + port), "hush")
                .withDeadline(Duration.ofMillis(400)));
    UnreachableException failure =
        catchThrowableOfType(
            UnreachableException.class, () -> client.clusters().get(new ClusterId(1)));
    assertThat(failure).hasMessageContaining("attempts").hasMessageContaining("/v3/clusters/");
    assertThat(failure.getMessage()).doesNotContain("hush");
  }

  @Test
  void aServerThatHangsIsLeftAfterTheAttemptTimeout() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    scripts.add(exchange -> never.join());
    scripts.add(exchange -> answer(exchange, 200, "application/json", "{}"));
    CooperageClient client =
        new CooperageClient(
            config(Duration.ofSeconds(10)).withAttemptTimeout(Duration.ofMillis(300)));
    assertThat(client.call(Call.get("clusters"), JsonNode.class).attempts()).isEqualTo(2);
    never.complete(null);
  }

  @Test
  void cancellingALongPollEndsIt() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    scripts.add(exchange -> never.join());
    CompletableFuture<?> poll =
        client(Duration.ofSeconds(10)).workers().take("w", new TakeRequest(1, 1, 60_000));
    Awaitility.await().until(() -> seen.size() == 1);
    poll.cancel(true);
    assertThat(poll).isCancelled();
    never.complete(null);
  }

  @Test
  void eventsGoOnAfterTheLastOneSeenWhenTheConnectionBreaks() {
    List<String> resumed = new CopyOnWriteArrayList<>();
    scripts.add(exchange -> stream(exchange, resumed, ": hello\n\n" + event(7) + event(8)));
    scripts.add(exchange -> problem(exchange, 503, NOT_READY));
    scripts.add(exchange -> stream(exchange, resumed, event(9)));
    List<Long> positions = new ArrayList<>();
    client(Duration.ofSeconds(10))
        .events()
        .follow(
            Optional.of(6L),
            event -> {
              positions.add(event.position());
              return event.position() < 9;
            });
    assertThat(positions).containsExactly(7L, 8L, 9L);
    assertThat(resumed).containsExactly("6", "8");
  }

  @Test
  void segmentsAndQueriesAreEncoded() {
    scripts.add(exchange -> answer(exchange, 200, "application/json", "{}"));
    client(Duration.ofSeconds(5))
        .call(Call.get("services", "a/b c").query("after", "x&y=z"), JsonNode.class);
    assertThat(seen.get(0).target()).isEqualTo("/v3/services/a%2Fb%20c?after=x%26y%3Dz");
  }

  private CooperageClient client(Duration deadline) {
    return new CooperageClient(config(deadline));
  }

  private ClientConfig config(Duration deadline) {
    return ClientConfig.of(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), "hush")
        .withDeadline(deadline);
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    int number = seen.size();
    seen.add(
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            exchange.getRequestHeaders().getFirst("Authorization")));
    scripts.get(number).play(exchange);
  }

  private static String event(long position) {
    EventView event =
        new EventView(
            position,
            "cluster.created",
            "t",
            "cluster/00000001",
            java.time.Instant.EPOCH,
            "dc1",
            ClientJson.MAPPER.createObjectNode());
    return "id: "
        + position
        + "\ndata: "
        + new String(ClientJson.write(event), StandardCharsets.UTF_8)
        + "\n\n";
  }

  private static void stream(HttpExchange exchange, List<String> resumed, String text)
      throws IOException {
    resumed.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    answer(exchange, 200, "text/event-stream", text);
  }

  private static void problem(HttpExchange exchange, int status, String body) throws IOException {
    answer(exchange, status, "application/problem+json", body);
  }

  private static void problem(HttpExchange exchange, int status, String body, String retryAfter)
      throws IOException {
    exchange.getResponseHeaders().set("Retry-After", retryAfter);
    problem(exchange, status, body);
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
