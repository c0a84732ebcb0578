package io.cooperage.server;

import static io.cooperage.server.testing.ProblemAssert.assertProblem;
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
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What writers in all datacenters at once cannot break: keys, names, quotas. */
class ConcurrentWritersIT {
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
  void machinesOfNewAndOfGrowingClustersKeepWithinTheQuotaTogether() throws Exception {
    String limited = tenant("narrow", -1).replace("\"maxNodes\":100", "\"maxNodes\":20");
    assertThat(cluster.post(1, "/v3/tenants", limited, "narrow").statusCode()).isEqualTo(201);
    TenantService tenants = new TenantService();
    List<Database> databases = new ArrayList<>();
    ExecutorService writers = Executors.newFixedThreadPool(12);
    try {
      for (int dc = 1; dc <= 3; dc++) {
        databases.add(new Database(configuration(dc), new MetricRegistry()));
      }
      List<Future<Integer>> done = new ArrayList<>();
      for (int writer = 0; writer < 30; writer++) {
        Database database = databases.get(writer % 3);
        int clusters = writer / 3 % 2;
        done.add(writers.submit(() -> machinesReserved(database, tenants, clusters, 3 - clusters)));
      }
      int reserved = 0;
      for (Future<Integer> one : done) {
        reserved += one.get();
      }
      TenantView view =
          databases
              .get(0)
              .reads()
              .run("test", Consistency.strong(), tx -> tenants.get(tx, "narrow"));
      assertThat(view.nodes()).isEqualTo(reserved);
      assertThat(reserved)
          .as("one that wants two was refused, so one is left at most")
          .isBetween(19, 20);
    } finally {
      writers.shutdownNow();
      databases.forEach(Database::close);
    }
  }

  private static int machinesReserved(
      Database database, TenantService tenants, int clusters, int nodes) {
    try {
      int used =
          database
              .transactions()
              .run(
                  "test.machines",
                  tx -> {
                    tenants.reserve(tx, "narrow", clusters, nodes);
                    return tenants.get(tx, "narrow").nodes();
                  });
      assertThat(used).isBetween(nodes, 20);
      return nodes;
    } catch (ProblemException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
      assertThat(e).hasMessageContaining("limit 20");
      return 0;
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

  private static ServerConfiguration configuration(int dc) throws Exception {
    return TestServer.read(cluster.configuration(dc));
  }

  private static String tenant(String name, int maxClusters) {
    return "{\"name\":\"%s\",\"maxClusters\":%d,\"maxNodes\":100,\"workers\":0}"
        .formatted(name, maxClusters);
  }

  private static long auditLines(String subject) throws Exception {
    long lines = 0;
    for (JsonNode line :
        Json.MAPPER.readTree(cluster.get(1, "/v3/audit?limit=1000").body()).get("items")) {
      lines += line.get("subject").asText().equals(subject) ? 1 : 0;
    }
    return lines;
  }
}
