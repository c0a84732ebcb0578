package io.cooperage.server.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.server.testing.ServerCluster;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pools over HTTP, and what they have to do with tokens. */
class PoolIT {
  private static final String CLAIM =
      "{\"task\":{\"task\":\"00777777-001-001\",\"token\":\"good\"},\"tag\":\"%s\",\"flavor\":\"\"}";

  private static ServerCluster servers;

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(1);
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void aTaskThatIsBeingTakenBackClaimsNothing() throws Exception {
    assertThat(put("iron", "h1", "10.0.0.1").statusCode()).isEqualTo(200);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO task (cluster_id, job_number, number, action, stage, successors,
            predecessors, waiting_on, state, token, worker, worker_dc)
          VALUES (777777, 1, 1, 'create', 0, '', 0, 0, 'in_progress', 'good', 'w', 'elsewhere')
          """);
      connection.commit();
      HttpResponse<String> claimed = claim("first");
      assertThat(claimed.statusCode()).as(claimed.body()).isEqualTo(200);
      assertThat(put("iron", "h2", "10.0.0.2").statusCode()).isEqualTo(200);
      statement.execute("UPDATE task SET token = NULL WHERE cluster_id = 777777");
      CompletableFuture<HttpResponse<String>> late =
          servers
              .http()
              .sendAsync(claimRequest("second").build(), HttpResponse.BodyHandlers.ofString());
      TimeUnit.SECONDS.sleep(1);
      connection.commit();
      assertThat(late.get().statusCode()).as(late.get().body()).isEqualTo(409);
      assertThat(late.get().body()).contains("stale_token");
      assertThat(servers.get(1, "/v3/pools/iron/find?tag=second").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aHostThatNoColumnHoldsIsRefused() throws Exception {
    HttpResponse<String> answer = put("iron", "long", "a".repeat(256));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("address has 256 characters");
  }

  @Test
  void administratorsOfTenantsSeeNoHosts() throws Exception {
    String admin = servers.token("superadmin", "admin", "pool-admin");
    for (String path : new String[] {"/v3/pools/iron/hosts", "/v3/pools/iron/find?tag=x"}) {
      assertThat(
              servers
                  .send(
                      servers.request(1, path).setHeader("Authorization", "Bearer " + admin).GET())
                  .statusCode())
          .isEqualTo(403);
    }
  }

  private static HttpResponse<String> claim(String tag) throws Exception {
    return servers.send(claimRequest(tag));
  }

  private static HttpRequest.Builder claimRequest(String tag) {
    return servers
        .request(1, "/v3/pools/iron/claim")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(CLAIM.formatted(tag)));
  }

  private static HttpResponse<String> put(String pool, String name, String address)
      throws Exception {
    String host =
        "{\"name\":\"%s\",\"datacenter\":\"dc1\",\"address\":\"%s\",\"port\":22,\"user\":\"root\",\"hostKey\":\"ssh-ed25519 A\"}";
    return servers.send(
        servers
            .request(1, "/v3/pools/" + pool + "/hosts/" + name)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", name)
            .PUT(HttpRequest.BodyPublishers.ofString(host.formatted(name, address))));
  }

  private static Connection connect() throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            servers.galera().jdbcUrl(1),
            servers.galera().account().user(),
            servers.galera().account().password());
    connection.setAutoCommit(false);
    return connection;
  }
}
