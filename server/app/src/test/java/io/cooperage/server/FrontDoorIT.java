package io.cooperage.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.TenantView;
import io.cooperage.galera.read.Consistency;
import io.cooperage.server.tenant.TenantService;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.testing.TestServer;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  void oneKeyInThreeDatacentersAtOnceHasOneEffectAndOneAnswer() throws Exception {
    for (int round = 0; round < 10; round++) {
      String name = "once-" + round;
      String key = "same-key-" + round;
      List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
      for (int call = 0; call < 6; call++) {
        HttpRequest.Builder request =
            cluster
                .request(1 + call % 3, "/v3/tenants")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(tenant(name, 7)));
        calls.add(cluster.http().sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()));
      }
      List<HttpResponse<String>> answers = calls.stream().map(CompletableFuture::join).toList();
      assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
      assertThat(answers).extracting(HttpResponse::body).containsOnly(answers.get(0).body());
      assertThat(answers)
          .filteredOn(answer -> answer.headers().firstValue("Idempotency-Replayed").isEmpty())
          .hasSize(1);
      assertThat(auditLines("tenant/" + name)).isEqualTo(1);
    }
    assertProblem(
        cluster.post(2, "/v3/tenants", tenant("other", 7), "same-key-0"),
        422,
        "idempotency_key_reused",
        "same-key-0");
  }

  @Test
  void concurrentWritersOfAllDatacentersKeepWithinTheQuota() throws Exception {
    assertThat(cluster.post(1, "/v3/tenants", tenant("small", 5), "quota").statusCode())
        .isEqualTo(201);
    TenantService tenants = new TenantService();
    AtomicInteger reserved = new AtomicInteger();
    List<Database> databases = new ArrayList<>();
    ExecutorService writers = Executors.newFixedThreadPool(12);
    try {
      for (int dc = 1; dc <= 3; dc++) {
        databases.add(new Database(configuration(dc), new MetricRegistry()));
      }
      List<Future<?>> done = new ArrayList<>();
      for (int writer = 0; writer < 30; writer++) {
        Database database = databases.get(writer % 3);
        done.add(writers.submit(() -> reserve(database, tenants, reserved)));
      }
      for (Future<?> one : done) {
        one.get();
      }
      assertThat(reserved.get()).isEqualTo(5);
      TenantView view =
          databases
              .get(0)
              .reads()
              .run("test", Consistency.strong(), tx -> tenants.get(tx, "small"));
      assertThat(view.clusters()).isEqualTo(5);
      assertThat(view.nodes()).isEqualTo(10);
    } finally {
      writers.shutdownNow();
      databases.forEach(Database::close);
    }
  }

  @Test
  void writersOfOneDatacenterQueueForTheQuotaAndAreNotThrownBack() throws Exception {
    assertThat(cluster.post(1, "/v3/tenants", tenant("busy", 1000), "busy").statusCode())
        .isEqualTo(201);
    MetricRegistry metrics = new MetricRegistry();
    TenantService tenants = new TenantService();
    ExecutorService writers = Executors.newFixedThreadPool(8);
    try (Database database = new Database(configuration(1), metrics)) {
      reserveOne(database, tenants, "busy");
      List<Future<?>> done = new ArrayList<>();
      for (int writer = 0; writer < 40; writer++) {
        done.add(writers.submit(() -> reserveOne(database, tenants, "busy")));
      }
      for (Future<?> one : done) {
        one.get();
      }
      assertThat(metrics.counter("galera.tx.test.reserve.retries").getCount()).isZero();
      assertThat(usedClusters(database, tenants, "busy")).isEqualTo(41);
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void aTenantWithoutLimitsIsNeitherLockedNorCounted() throws Exception {
    assertThat(cluster.post(1, "/v3/tenants", unlimited("free"), "free").statusCode())
        .isEqualTo(201);
    TenantService tenants = new TenantService();
    try (Database database = new Database(configuration(1), new MetricRegistry())) {
      reserveOne(database, tenants, "free");
      database
          .transactions()
          .run(
              "test.hold",
              tx -> {
                tx.execute("SELECT 1 FROM tenant WHERE name = 'free' FOR UPDATE");
                CompletableFuture.runAsync(() -> reserveOne(database, tenants, "free"))
                    .orTimeout(2, TimeUnit.SECONDS)
                    .join();
                return true;
              });
      assertThat(usedClusters(database, tenants, "free")).isZero();
    }
  }

  @Test
  void aLimitThatComesOrGoesElsewhereIsFollowed() throws Exception {
    assertThat(cluster.post(1, "/v3/tenants", unlimited("changing"), "c1").statusCode())
        .isEqualTo(201);
    TenantService tenants = new TenantService();
    try (Database database = new Database(configuration(1), new MetricRegistry())) {
      reserveOne(database, tenants, "changing");
      setTenant(2, "changing", tenant("changing", 1));
      reserveOne(database, tenants, "changing");
      assertThatThrownBy(() -> reserveOne(database, tenants, "changing"))
          .hasMessageContaining("limit 1");
      setTenant(3, "changing", unlimited("changing"));
      reserveOne(database, tenants, "changing");
      reserveOne(database, tenants, "changing");
    }
  }

  private static void setTenant(int dc, String name, String json) throws Exception {
    HttpResponse<String> answer =
        cluster.send(
            cluster
                .request(dc, "/v3/tenants/" + name)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", name + dc)
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void reserveOne(Database database, TenantService tenants, String tenant) {
    database
        .transactions()
        .run(
            "test.reserve",
            tx -> {
              tenants.reserve(tx, tenant, 1, 1);
              return true;
            });
  }

  private static int usedClusters(Database database, TenantService tenants, String tenant) {
    return database
        .reads()
        .run("test", Consistency.strong(), tx -> tenants.get(tx, tenant).clusters());
  }

  private static String unlimited(String name) {
    return "{\"name\":\"%s\",\"maxClusters\":-1,\"maxNodes\":-1,\"workers\":0}".formatted(name);
  }

  private static void reserve(Database database, TenantService tenants, AtomicInteger reserved) {
    try {
      database
          .transactions()
          .run(
              "test.reserve",
              tx -> {
                tenants.reserve(tx, "small", 1, 2);
                return true;
              });
      reserved.incrementAndGet();
    } catch (ProblemException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
      assertThat(e).hasMessageContaining("5 clusters (limit 5)");
    }
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
  void twoTenantsOfOneNameAtOnceAreOneAndAConflict() {
    for (int round = 0; round < 5; round++) {
      List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
      for (int call = 0; call < 6; call++) {
        calls.add(
            cluster
                .http()
                .sendAsync(
                    cluster
                        .request(1, "/v3/tenants")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "twin-" + round + "-" + call)
                        .POST(HttpRequest.BodyPublishers.ofString(tenant("twin-" + round, 1)))
                        .build(),
                    HttpResponse.BodyHandlers.ofString()));
      }
      assertThat(calls.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
          .containsOnly(201, 409)
          .containsOnlyOnce(201);
    }
  }

  @Test
  void aKeyThatAnotherRequestKeepsIsSaidToBeInProgress() throws Exception {
    try (Connection holder =
        DriverManager.getConnection(
            cluster.galera().jdbcUrl(1),
            cluster.galera().account().user(),
            cluster.galera().account().password())) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("SELECT scope_hash FROM idempotency FOR UPDATE");
      assertProblem(
          cluster.post(1, "/v3/tenants", tenant("kept", 1), "kept"),
          409,
          "idempotency_in_progress",
          "same Idempotency-Key");
    }
  }

  @Test
  void aServerWhoseIdsCollideRefusesToStart() {
    int port = ServerCluster.freePort();
    assertThatThrownBy(
            () ->
                TestServer.start(
                    cluster.configuration(1, "dc9", 2, port),
                    URI.create("http://127.0.0.1:" + port)))
        .hasMessageContaining("dc9")
        .hasMessageContaining("ids.startNum");
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

  private static long auditLines(String subject) throws Exception {
    long lines = 0;
    for (JsonNode line :
        Json.MAPPER.readTree(cluster.get(1, "/v3/audit?limit=1000").body()).get("items")) {
      lines += line.get("subject").asText().equals(subject) ? 1 : 0;
    }
    return lines;
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

  private static void assertProblem(
      HttpResponse<String> answer, int status, String code, String... words) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(answer.body());
    assertThat(problem.get("code").asText()).isEqualTo(code);
    assertThat(problem.get("requestId").asText())
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(problem.get("datacenter").asText()).startsWith("dc");
    assertThat(problem.get("detail").asText()).contains(words);
  }
}
