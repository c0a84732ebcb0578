package io.cooperage.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the others see, and do, when a datacenter or a ZooKeeper goes away. */
class DatacenterLossIT {
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
  void aSilentDatacenterIsLostAndReturnsUnderANewEpoch() throws Exception {
    long before = datacenter(1, "dc2").get("epoch").asLong();
    cluster.galera().node(2).kill();
    awaitState(1, "dc2", "lost");
    assertThat(datacenter(3, "dc2").get("epoch").asLong()).isGreaterThan(before);
    HttpResponse<String> refused = cluster.get(2, "/v3/tenants");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(cluster.get(2, "/health/ready").statusCode()).isEqualTo(503);

    cluster.galera().restart(2);
    awaitState(1, "dc2", "up");
    long after = datacenter(1, "dc2").get("epoch").asLong();
    assertThat(after).isGreaterThan(before);
    assertThat(after % 3).isEqualTo(before % 3);
    cluster.awaitReady(2);
    assertThat(cluster.get(1, "/v3/events?limit=1000").body())
        .contains("datacenter.lost")
        .contains("datacenter.returned");
  }

  @Test
  void withoutZooKeeperADatacenterAnswersAndSaysThatItIsDegraded() throws Exception {
    cluster.zookeeper(3).stop();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status(3).equals("degraded"));
    assertThat(cluster.get(3, "/health/ready").statusCode()).isEqualTo(200);
    assertThat(
            cluster
                .post(
                    3,
                    "/v3/tenants",
                    "{\"name\":\"zk\",\"maxClusters\":1,\"maxNodes\":1,\"workers\":0}",
                    "zk")
                .statusCode())
        .isEqualTo(201);
    cluster.zookeeper(3).restart();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status(3).equals("healthy"));
  }

  @Test
  void aDrainedDatacenterAsksItsClientsToLeaveAndComesBack() throws Exception {
    HttpResponse<String> drained = cluster.post(3, "/v3/datacenters/dc1/drain", "", "drain");
    assertThat(drained.statusCode()).as(drained.body()).isEqualTo(202);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> cluster.get(1, "/health/dc").statusCode() == 503);
    assertThat(cluster.get(1, "/health/ready").statusCode()).isEqualTo(200);
    assertThat(cluster.get(1, "/v3/tenants").statusCode()).isEqualTo(200);
    awaitState(2, "dc1", "drained");
    assertThat(cluster.post(2, "/v3/datacenters/dc1/undrain", "", "undrain").statusCode())
        .isEqualTo(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> cluster.get(1, "/health/dc").statusCode() == 200);
  }

  @Test
  void aStoppedServerHandsItsLeaseBackAndStartsAgain() throws Exception {
    cluster.server(3).close();
    // Well within the lease of 4 s: a server that only fell silent would be "up", then "silent".
    Awaitility.await("dc3 handed its lease back")
        .atMost(Duration.ofSeconds(2))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> server(1, "dc3").equals("stopped"));
    cluster.restart(3);
    awaitState(1, "dc3", "up");
  }

  private static String status(int dc) throws Exception {
    return Json.MAPPER.readTree(cluster.get(dc, "/health/deep").body()).get("status").asText();
  }

  private static void awaitState(int dc, String name, String state) {
    Awaitility.await(name + " is " + state)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(() -> datacenter(dc, name).get("state").asText().equals(state));
  }

  private static String server(int dc, String name) throws Exception {
    return datacenter(dc, name).get("servers").get(0).get("state").asText();
  }

  private static JsonNode datacenter(int dc, String name) throws Exception {
    HttpResponse<String> answer = cluster.get(dc, "/v3/datacenters");
    for (JsonNode view : Json.MAPPER.readTree(answer.body()).get("items")) {
      if (view.get("name").asText().equals(name)) {
        return view;
      }
    }
    throw new AssertionError("no " + name + " in " + answer.body());
  }
}
