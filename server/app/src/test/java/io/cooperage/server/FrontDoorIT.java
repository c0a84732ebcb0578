package io.cooperage.server;

import static io.cooperage.server.testing.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.galera.testing.FreePorts;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.testing.TestServer;
import io.cooperage.server.web.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every caller meets first: health, tokens, refusals. */
class FrontDoorIT {
  private static ServerCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = ServerCluster.start(3);
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void everyServerIsHealthyAndSaysWhereItIs() throws Exception {
    for (int dc = 1; dc <= 3; dc++) {
      HttpResponse<String> deep = cluster.get(dc, "/health/deep");
      JsonNode view = Json.MAPPER.readTree(deep.body());
      assertThat(view.get("datacenter").asText()).isEqualTo("dc" + dc);
      assertThat(view.at("/node/clusterSize").asInt()).isEqualTo(3);
      assertThat(deep.headers().firstValue("X-Datacenter")).contains("dc" + dc);
      assertThat(deep.headers().firstValue("X-Request-Id")).isPresent();
      assertThat(cluster.get(dc, "/health/dc").statusCode()).isEqualTo(200);
      assertThat(cluster.get(dc, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void metricsAreInThePrometheusFormat() throws Exception {
    HttpResponse<String> metrics = cluster.get(1, "/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).contains("galera_node_usable 1");
  }

  @Test
  void refusalsAreProblemDocumentsWithValuesAndNextStep() throws Exception {
    assertProblem(cluster.get(1, "/v3/nothing"), 404, "not_found", "/v3/nothing");
    assertProblem(
        cluster.post(1, "/v3/tenants", "{\"name\":", "k1"), 400, "malformed_json", "line 1");
    assertProblem(
        cluster.post(
            1,
            "/v3/tenants",
            "{\"name\":\"t\",\"maxClusters\":1,\"maxNodes\":1,\"workers\":0,\"maxCluster\":1}",
            "k2"),
        400,
        "invalid_request",
        "maxCluster is not known; known here: maxClusters, maxNodes, name, workers");
    assertProblem(
        cluster.post(1, "/v3/tenants", "{\"name\":\"t\",\"maxClusters\":\"many\"}", "k3"),
        400,
        "invalid_request",
        "maxClusters is \"many\", not a whole number");
    assertProblem(
        cluster.post(1, "/v3/tenants", "{\"name\":\"t\"}", "k4"),
        400,
        "invalid_request",
        "maxClusters");
    assertProblem(cluster.post(1, "/v3/tenants", "", "k5"), 400, "invalid_request", "body");
    assertProblem(
        cluster.post(1, "/v3/tenants", "\"" + "x".repeat(1_100_000) + "\"", "k6"),
        413,
        "too_large",
        "1,048,576");
    assertProblem(
        cluster.send(cluster.request(1, "/v3/tenants").DELETE()),
        405,
        "method_not_allowed",
        "DELETE /v3/tenants");
    assertProblem(
        cluster.send(
            cluster
                .request(1, "/v3/tenants")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("x"))),
        415,
        "unsupported_media_type",
        "application/json");
    assertProblem(
        cluster.send(cluster.request(1, "/v3/tenants").header("Accept", "image/png").GET()),
        406,
        "not_acceptable",
        "Accept");
    assertProblem(
        cluster.get(1, "/v3/tenants?limit=5000"), 400, "invalid_request", "limit is 5000");
    assertProblem(cluster.get(1, "/v3/tenants?limit=x"), 400, "invalid_request", "limit");
    assertProblem(
        cluster.send(cluster.request(1, "/v3/tenants").header("Consistency", "maybe").GET()),
        400,
        "invalid_request",
        "strong, session or local");
    assertProblem(
        cluster.send(
            cluster
                .request(1, "/v3/tenants")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(tenant("t", 1)))),
        400,
        "idempotency_key_required",
        "Idempotency-Key");
  }

  @Test
  void onlyValidTokensWithTheRightRoleGetIn() throws Exception {
    assertProblem(
        cluster.send(cluster.request(1, "/v3/tenants").setHeader("Authorization", "x").GET()),
        401,
        "unauthenticated",
        "Bearer");
    assertProblem(
        cluster.send(
            cluster.request(1, "/v3/tenants").setHeader("Authorization", "Bearer nope").GET()),
        401,
        "unauthenticated",
        "not known");
    HttpResponse<String> made =
        cluster.post(
            1,
            "/v3/tokens",
            "{\"name\":\"ci\",\"tenant\":\"superadmin\",\"user\":\"ann\",\"role\":\"member\"}",
            "unused");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    JsonNode token = Json.MAPPER.readTree(made.body());
    String secret = token.get("secret").asText();
    for (int dc = 1; dc <= 3; dc++) {
      assertThat(as(secret, dc, "/v3/tenants").statusCode()).isEqualTo(200);
      assertProblem(as(secret, dc, "/v3/audit"), 403, "forbidden", "ann");
    }
    assertThat(cluster.get(2, "/v3/tokens").body())
        .contains(token.get("id").asText())
        .doesNotContain(secret);
    HttpResponse<String> deleted =
        cluster.send(cluster.request(2, "/v3/tokens/" + token.get("id").asText()).DELETE());
    assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> as(secret, 1, "/v3/tenants").statusCode() == 401);
  }

  @Test
  void aSessionReadSeesTheWriteOfAnotherDatacenter() throws Exception {
    HttpResponse<String> made = cluster.post(1, "/v3/tenants", tenant("session", 1), "session-key");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    HttpResponse<String> seen =
        cluster.send(
            cluster
                .request(3, "/v3/tenants")
                .header("Consistency", "session")
                .header(
                    "Commit-Position", made.headers().firstValue("Commit-Position").orElseThrow())
                .GET());
    assertThat(seen.body()).contains("\"session\"");
    assertThat(cluster.get(2, "/v3/audit").body()).contains("tenant/session");
  }

  @Test
  void anEventStreamResumesInAnotherDatacenterWithoutAGap() throws Exception {
    List<Long> seen = new CopyOnWriteArrayList<>();
    long first = headPosition();
    for (int dc = 1; dc <= 3; dc++) {
      Long from = seen.isEmpty() ? Long.valueOf(first) : seen.get(seen.size() - 1);
      CompletableFuture<HttpResponse<Stream<String>>> stream =
          cluster
              .http()
              .sendAsync(
                  cluster
                      .request(dc, "/v3/events")
                      .header("Accept", "text/event-stream")
                      .header("Last-Event-ID", from.toString())
                      .GET()
                      .build(),
                  HttpResponse.BodyHandlers.ofLines());
      int writer = 1 + dc % 3;
      for (int event = 0; event < 5; event++) {
        String name = "stream-" + dc + "-" + event;
        assertThat(cluster.post(writer, "/v3/tenants", tenant(name, 1), name).statusCode())
            .isEqualTo(201);
      }
      try (Stream<String> lines = stream.get(10, TimeUnit.SECONDS).body()) {
        lines
            .filter(line -> line.startsWith("id: "))
            .map(line -> Long.parseLong(line.substring(4)))
            .limit(5)
            .forEach(seen::add);
      }
    }
    List<Long> dense = new ArrayList<>();
    for (long position = first + 1; position <= first + seen.size(); position++) {
      dense.add(position);
    }
    assertThat(seen).isEqualTo(dense).hasSize(15);
  }

  @Test
  void workersGetThroughWhileRequestsWaitForTheDatabase() throws Exception {
    assertThat(cluster.post(1, "/v3/tenants", tenant("held", 1), "held").statusCode())
        .isEqualTo(201);
    String token = cluster.token("superadmin", "worker", "held-worker");
    String registered =
        asWorker(
                token,
                "/v3/workers",
                "{\"name\":\"w\",\"capacity\":1,\"providerTypes\":[],\"automatorTypes\":[]}")
            .body();
    String worker = Json.MAPPER.readTree(registered).get("id").asText();
    String fresh = cluster.token("superadmin", "worker", "fresh-worker");
    List<CompletableFuture<HttpResponse<String>>> crowd = new ArrayList<>();
    try (Connection holder =
        DriverManager.getConnection(
            cluster.galera().jdbcUrl(1),
            cluster.galera().account().user(),
            cluster.galera().account().password())) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("SELECT 1 FROM tenant WHERE name = 'held' FOR UPDATE");
      for (int i = 0; i < 40; i++) {
        crowd.add(
            cluster
                .http()
                .sendAsync(
                    cluster
                        .request(1, "/v3/tenants/held")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "held-" + i)
                        .PUT(HttpRequest.BodyPublishers.ofString(tenant("held", 2)))
                        .build(),
                    HttpResponse.BodyHandlers.ofString()));
      }
      TimeUnit.SECONDS.sleep(1);
      long begun = System.nanoTime();
      HttpResponse<String> beat =
          asWorker(
              fresh,
              "/v3/workers/" + worker + "/heartbeat",
              "{\"poll\":1,\"running\":[{\"task\":\"00000001-001-001\",\"token\":\"x\"}]}");
      assertThat(beat.statusCode()).as(beat.body()).isEqualTo(200);
      assertThat(beat.body()).contains("00000001-001-001");
      assertThat(
              asWorker(
                      fresh,
                      "/v3/tasks/00000001-001-001/finish",
                      "{\"worker\":\"w\",\"token\":\"x\",\"success\":true,\"message\":\"\","
                          + "\"addresses\":{},\"properties\":{},\"stdout\":\"\",\"stdoutDropped\":0,"
                          + "\"stderr\":\"\",\"stderrDropped\":0}")
                  .statusCode())
          .isEqualTo(404);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1500));
    }
    crowd.forEach(CompletableFuture::join);
  }

  private static HttpResponse<String> asWorker(String token, String path, String json)
      throws Exception {
    return cluster.send(
        cluster
            .request(1, path)
            .setHeader("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  @Test
  void aTokenThatNoCalendarHoldsIsRefused() throws Exception {
    assertProblem(
        cluster.post(
            1,
            "/v3/tokens",
            "{\"name\":\"x\",\"tenant\":\"superadmin\",\"user\":\"x\",\"role\":\"member\","
                + "\"expiresInSeconds\":9000000000000000000}",
            "unused"),
        400,
        "invalid_request",
        "expiresInSeconds");
  }

  @Test
  void aServerWhoseIdsCollideRefusesToStart() {
    int port = FreePorts.find();
    assertThatThrownBy(
            () ->
                TestServer.start(
                    cluster.configuration(1, "dc9", 2, port),
                    URI.create("http://127.0.0.1:" + port)))
        .hasMessageContaining("dc9")
        .hasMessageContaining("ids.startNum");
  }

  /** Else the next request on the connection, be it anybody's behind a load balancer, is lost. */
  @Test
  void anAnswerBeforeTheBodyCameSaysThatItClosesOrLeavesTheConnectionUsable() throws Exception {
    URI server = cluster.url(1);
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      send(socket, "POST /v3/clusters HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n");
      List<String> refused = head(answers);
      assertThat(refused.get(0)).contains("401");
      boolean closes = refused.stream().anyMatch("connection: close"::equalsIgnoreCase);
      if (!closes) {
        send(socket, "{}GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answers.lines().anyMatch(line -> line.startsWith("HTTP/1.1 200"))).isTrue();
      }
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static List<String> head(BufferedReader answers) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = answers.readLine();
        line != null && !line.isEmpty();
        line = answers.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  @Test
  void openApiDescribesThePaths() throws Exception {
    HttpResponse<String> document = cluster.get(1, "/v3/openapi.json");
    assertThat(document.statusCode()).isEqualTo(200);
    assertThat(Json.MAPPER.readTree(document.body()).get("openapi").asText()).startsWith("3.");
  }

  private static long headPosition() throws Exception {
    long position = 0;
    boolean more = true;
    while (more) {
      JsonNode page =
          Json.MAPPER.readTree(cluster.get(1, "/v3/events?limit=1000&after=" + position).body());
      for (JsonNode event : page.get("items")) {
        position = event.get("position").asLong();
      }
      more = page.hasNonNull("next");
    }
    return position;
  }

  private static ServerConfiguration configuration(int dc) throws Exception {
    return TestServer.read(cluster.configuration(dc));
  }

  private static HttpResponse<String> as(String secret, int dc, String path) throws Exception {
    return cluster.send(
        cluster.request(dc, path).setHeader("Authorization", "Bearer " + secret).GET());
  }

  private static String tenant(String name, int maxClusters) {
    return "{\"name\":\"%s\",\"maxClusters\":%d,\"maxNodes\":100,\"workers\":0}"
        .formatted(name, maxClusters);
  }
}
