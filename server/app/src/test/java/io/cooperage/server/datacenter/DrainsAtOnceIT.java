package io.cooperage.server.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.DatacenterView;
import io.cooperage.api.ErrorCode;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Drains through real servers in three datacenters. */
class DrainsAtOnceIT {
  private static ServerCluster servers;
  private static List<CooperageClient> clients;

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3);
    clients = List.of(client(1), client(2), client(3));
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void ofAllDatacentersDrainedAtOnceOneStaysUp() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      for (int round = 1; round <= 15; round++) {
        CyclicBarrier start = new CyclicBarrier(3);
        List<Future<Boolean>> drains = new ArrayList<>();
        for (int dc = 1; dc <= 3; dc++) {
          int drained = dc;
          drains.add(executor.submit(() -> drains(start, drained)));
        }
        int accepted = 0;
        for (Future<Boolean> drain : drains) {
          accepted += drain.get() ? 1 : 0;
        }
        assertThat(accepted).as("drains of round %d", round).isEqualTo(2);
        assertThat(clients.get(0).datacenters().list().items())
            .extracting(DatacenterView::state)
            .as("round %d", round)
            .containsOnlyOnce("up");
        for (int dc = 1; dc <= 3; dc++) {
          clients.get(0).datacenters().undrain("dc" + dc);
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** Each datacenter is drained through a server of its own; false if that was refused. */
  private static boolean drains(CyclicBarrier start, int dc) throws Exception {
    start.await();
    try {
      clients.get(dc - 1).datacenters().drain("dc" + dc);
      return true;
    } catch (ApiException e) {
      assertThat(e.is(ErrorCode.WRONG_STATE)).as("%s", e.getMessage()).isTrue();
      return false;
    }
  }

  private static CooperageClient client(int dc) {
    return new CooperageClient(servers.url(dc), servers.superadminToken());
  }
}
