package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A server that starts rehearses before it is ready, and nothing is left of it. */
class WarmUpIT {
  private static final Pattern TAKEN_BACK =
      Pattern.compile("galera_tx_rehearsal_create_outcome_rolled_back[^ ]* ([0-9.]+)");

  @Test
  void aServerIsReadyOnceItHasRehearsedWhichLeavesNothing() throws Exception {
    try (ServerCluster servers = ServerCluster.start(1, "warmUp: {rounds: 4}\n")) {
      CooperageClient client = servers.client(1);
      Fixture.install(client);

      servers.server(1).close();
      servers.restart(1);

      Matcher counted = TAKEN_BACK.matcher(servers.get(1, "/metrics").body());
      assertThat(counted.find()).isTrue();
      assertThat(Double.parseDouble(counted.group(1))).isEqualTo(4);
      assertThat(servers.get(1, "/v3/clusters").body()).doesNotContain("rehearsal");
      assertThat(servers.get(1, "/v3/audit?limit=1000").body())
          .contains("catalog.created")
          .doesNotContain("cluster.create", "rehearsal");
      assertThat(servers.get(1, "/v3/events?limit=1000").body()).doesNotContain("cluster.");
    }
  }
}
