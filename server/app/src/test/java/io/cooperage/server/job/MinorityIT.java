package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.Accepted;
import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterState;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A datacenter whose database node lives, but without a majority. */
class MinorityIT {
  private static final String CREATE =
      "{\"name\":\"never\",\"clusterTemplate\":\"pair\",\"numMachines\":1}";

  private static ServerCluster servers;
  private static CooperageClient dc3;

  private final Staff staff = new Staff(servers);
  private final CountDownLatch held = new CountDownLatch(1);

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3);
    dc3 = servers.client(3);
    Fixture.install(dc3);
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @AfterEach
  void dismiss() {
    held.countDown();
    staff.dismiss();
  }

  @Test
  void itAcceptsNothingHandsOutNothingAndSaysWhy() throws Exception {
    LoopWorker worker = staff.hire(3, this::holdCreates);
    Accepted made = dc3.clusters().create(Fixture.request("cut-off", 2));
    Awaitility.await("its machines are being created")
        .atMost(Duration.ofSeconds(60))
        .until(() -> worker.inHand().size() == 2);

    servers.galera().node(1).freeze();
    servers.galera().node(2).freeze();
    try {
      Awaitility.await("it knows that it is alone")
          .atMost(Duration.ofSeconds(20))
          .until(() -> servers.get(3, "/v3/clusters").body().contains("\"not_primary\""));
      assertRefused(made, worker);
      assertThat(servers.get(3, "/health/live").statusCode()).isEqualTo(200);
      assertThat(servers.get(3, "/health/ready").statusCode()).isEqualTo(503);
      assertThat(servers.get(3, "/health/deep").body())
          .contains("\"status\":\"unavailable\"", "\"primary\":false");
      held.countDown();
      Awaitility.await("what is next of the job stays where it is")
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(6))
          .until(
              () ->
                  staff.journal().stream()
                      .allMatch(ran -> ran.task().action() == TaskAction.CREATE));
    } finally {
      servers.galera().node(1).thaw();
      servers.galera().node(2).thaw();
    }
    servers.galera().awaitAllSynced();
    for (int datacenter = 1; datacenter <= 3; datacenter++) {
      servers.awaitReady(datacenter);
    }
    staff.hire(1, LoopWorker::succeed);
    Fixture.awaitState(servers.client(1), made, ClusterState.ACTIVE);
    assertThat(dc3.jobs().get(made.job()).status()).isEqualTo(JobState.COMPLETE);
    assertThat(servers.client(2).clusters().list(100, Optional.empty()).items())
        .as("nothing that was refused took place")
        .extracting(cluster -> cluster.name())
        .containsExactly("cut-off");
  }

  private TaskResult holdCreates(Assignment task) {
    if (task.action() == TaskAction.CREATE) {
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return LoopWorker.succeed(task);
  }

  /** Reads however stale they may be, writes, and whatever workers say. */
  private static void assertRefused(Accepted made, LoopWorker worker) throws Exception {
    TaskRef task = worker.inHand().iterator().next();
    String session = "/v3/workers/" + worker.id();
    List<HttpRequest.Builder> requests =
        List.of(
            servers.request(3, "/v3/clusters/" + made.id()).GET(),
            servers.request(3, "/v3/clusters").header("Consistency", "local").GET(),
            servers.request(3, "/v3/events").header("Accept", "text/event-stream").GET(),
            post("/v3/clusters", CREATE),
            post("/v3/jobs/" + made.job() + "/pause", ""),
            servers
                .request(3, "/v3/clusters/" + made.id())
                .header("Idempotency-Key", "minority-delete")
                .DELETE(),
            post("/v3/workers", "{\"name\":\"w\",\"capacity\":1,\"providerTypes\":[\"sim\"]}"),
            post(session + "/heartbeat", "{\"poll\":99,\"running\":[]}"),
            post(session + "/take", "{\"poll\":99,\"max\":1,\"waitMillis\":1000}"),
            post("/v3/tasks/" + task.task() + "/finish", "{}"));
    for (HttpRequest.Builder request : requests) {
      HttpResponse<String> answer = servers.send(request);
      String what = answer.request().method() + " " + answer.uri() + ": " + answer.body();
      assertThat(answer.statusCode()).as(what).isEqualTo(503);
      assertThat(answer.body())
          .as(what)
          .contains("\"code\":\"not_primary\"", "not in the primary component", "\"dc3\"");
      assertThat(answer.headers().firstValue("Retry-After")).as(what).isPresent();
    }
  }

  private static HttpRequest.Builder post(String path, String body) {
    return servers
        .request(3, path)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", "minority" + path.replace('/', '-'))
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }
}
