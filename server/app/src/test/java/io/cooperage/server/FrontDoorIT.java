package io.cooperage.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.net.http.HttpResponse;
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
}
