package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.api.PluginKind;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.api.TaskState;
import io.cooperage.api.TaskView;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clusters from creation to deletion in three datacenters, with real workers over HTTP. */
class ClusterLifeIT {
  private static ServerCluster servers;
  private static CooperageClient dc1;
  private static CooperageClient dc2;
  private static CooperageClient dc3;

  private final Staff staff = new Staff(servers);

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3);
    dc1 = servers.client(1);
    dc2 = servers.client(2);
    dc3 = servers.client(3);
    Fixture.install(dc1);
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @AfterEach
  void dismiss() {
    staff.dismiss();
  }

  private LoopWorker worker(int datacenter, String name) {
    return staff.hire(datacenter, name, LoopWorker::succeed);
  }

  @Test
  void aClusterIsCreatedAndDeletedInAnyDatacenter() {
    worker(1, "w1");
    worker(2, "w2");
    worker(3, "w3");
    Accepted made = dc2.clusters().create(Fixture.request("whole", 3));
    ClusterView active = Fixture.awaitState(dc3, made, ClusterState.ACTIVE);
    assertThat(active.nodes()).hasSize(3).allMatch(node -> node.state().equals("running"));
    assertThat(active.nodes().get(0).hostname())
        .isEqualTo("whole" + made.id().value() + "-1000.local");
    assertThat(active.links()).isNotEmpty();
    assertThat(active.progress()).isEmpty();
    JobView job = dc1.jobs().get(made.job());
    assertThat(job.status()).isEqualTo(JobState.COMPLETE);
    assertThat(job.tasksDone()).isEqualTo(job.tasksTotal()).isEqualTo(27);
    List<TaskView> tasks = dc1.jobs().tasks(made.job(), 500, Optional.empty()).items();
    assertThat(tasks).hasSize(27).allMatch(task -> task.status() == TaskState.COMPLETE);
    assertThat(dc1.tasks().output(tasks.get(0).id()).stdout()).isEqualTo("out");
    assertEachTaskOnceAndOneAtATimeOnANode();

    Accepted deletion = dc3.clusters().delete(made.id());
    assertThat(Fixture.awaitState(dc1, made, ClusterState.TERMINATED).links()).isEmpty();
    assertThat(dc2.jobs().get(deletion.job()).action()).isEqualTo(ClusterOperation.DELETE);
    assertThatThrownBy(() -> dc1.clusters().delete(made.id()))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.WRONG_STATE)).isTrue());
  }

  @Test
  void aMachineDoesNotWaitForOneThatItDoesNotNeed() {
    CountDownLatch held = new CountDownLatch(1);
    staff.hire(
        1,
        "d1",
        task -> {
          if (task.action() == TaskAction.CREATE && task.node().number() == 1000) {
            await(held);
          }
          return LoopWorker.succeed(task);
        });
    Accepted made = dc1.clusters().create(Fixture.request("ahead", 2));
    Awaitility.await("three steps of one machine during the first of another")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                staff.journal().stream()
                    .anyMatch(ran -> ran.task().action() == TaskAction.BOOTSTRAP));
    assertThat(staff.journal()).allMatch(ran -> ran.task().node().number() == 1001);
    held.countDown();
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
  }

  @Test
  void macrosSeeTheAddressesOfAllMachines() {
    worker(1, "m1");
    Accepted made = dc1.clusters().create(Fixture.request("macros", 3));
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    assertThat(staff.journal())
        .filteredOn(ran -> ran.task().cluster().id().equals(made.id()))
        .filteredOn(ran -> ran.task().action() == TaskAction.CONFIGURE)
        .isNotEmpty()
        .allSatisfy(
            ran ->
                assertThat(ran.task().config().get("peers").asText())
                    .isEqualTo("10.0.0.0 10.0.0.1 10.0.0.2"));
  }

  @Test
  void onlyTheProvidersOwnTasksCarryItsFields() {
    worker(1, "p1");
    Accepted made = dc1.clusters().create(Fixture.request("secretive", 1));
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    dc1.clusters().delete(made.id());
    Fixture.awaitState(dc1, made, ClusterState.TERMINATED);
    assertThat(staff.journal())
        .extracting(ran -> ran.task().action())
        .contains(TaskAction.CREATE, TaskAction.CONFIRM, TaskAction.INSTALL, TaskAction.DELETE);
    assertThat(staff.journal())
        .allSatisfy(
            ran ->
                assertThat(ran.task().node().provider())
                    .isEqualTo(
                        ran.task().plugin() == PluginKind.PROVIDER
                            ? Map.of("apiKey", Fixture.API_KEY)
                            : Map.of()));
  }

  @Test
  void aClusterWhoseDeletionFailsExpiresOnlyOnce() {
    staff.hire(
        1,
        "x1",
        task -> LoopWorker.result(task, task.action() != TaskAction.DELETE, "no such machine"));
    Accepted made = dc1.clusters().create(Fixture.leased("short", Duration.ofSeconds(1)));
    JobId deletion = made.id().job(2);
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .until(() -> dc1.jobs().get(deletion).status() == JobState.FAILED);
    Fixture.awaitState(dc1, made, ClusterState.INCOMPLETE);
    Awaitility.await()
        .during(Duration.ofSeconds(12))
        .atMost(Duration.ofSeconds(14))
        .until(() -> dc1.clusters().get(made.id()).status() == ClusterState.INCOMPLETE);
    assertThat(dc1.clusters().jobs(made.id(), 10, Optional.empty()).items()).hasSize(2);
  }

  @Test
  void aTaskThatFailsThreeTimesLeavesTheClusterIncomplete() {
    staff.hire(
        1,
        "f1",
        task ->
            LoopWorker.result(
                task, task.action() != TaskAction.INSTALL, "no space left on device"));
    Accepted made = dc1.clusters().create(Fixture.request("failing", 1));
    ClusterView view = Fixture.awaitState(dc1, made, ClusterState.INCOMPLETE);
    assertThat(view.statusMessage()).contains("INSTALL").contains("no space left on device");
    assertThat(staff.journal())
        .filteredOn(ran -> ran.task().cluster().id().equals(made.id()))
        .filteredOn(ran -> ran.task().action() == TaskAction.INSTALL)
        .hasSizeBetween(3, 5);
    assertThat(dc1.jobs().get(made.job()).status()).isEqualTo(JobState.FAILED);
    assertThat(dc1.jobs().tasks(made.job(), 500, Optional.empty()).items())
        .noneMatch(
            task ->
                task.status() == TaskState.NOT_SUBMITTED || task.status() == TaskState.IN_PROGRESS);

    staff.journal().clear();
    long asked = System.nanoTime();
    dc1.clusters().delete(made.id());
    Fixture.awaitState(dc1, made, ClusterState.TERMINATED);
    assertThat(staff.journal())
        .as("what the failed job revoked may still end on the machines")
        .isNotEmpty()
        .allMatch(ran -> ran.from() - asked > Duration.ofMillis(4900).toNanos());
  }

  @Test
  void aClusterAskedForInADrainedDatacenterIsMadeElsewhere() throws Exception {
    worker(1, "g1");
    worker(2, "g2");
    assertThat(servers.post(2, "/v3/datacenters/dc1/drain", "", "away").statusCode())
        .isEqualTo(202);
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> servers.get(2, "/v3/datacenters").body().contains("\"drained\""));
      Accepted made = dc1.clusters().create(Fixture.request("elsewhere", 1));
      Fixture.awaitState(dc2, made, ClusterState.ACTIVE);
      assertThat(dc2.jobs().get(made.job()).datacenter()).isNotEqualTo("dc1");
    } finally {
      servers.post(2, "/v3/datacenters/dc1/undrain", "", "back");
    }
  }

  @Test
  void aFailedConfirmMakesTheMachineAgain() {
    Set<String> refused = new HashSet<>();
    staff.hire(
        1,
        "c1",
        task -> {
          boolean first = task.action() == TaskAction.CONFIRM && refused.add(task.node().tag());
          return LoopWorker.result(task, !first, "no login");
        });
    Accepted made = dc1.clusters().create(Fixture.request("confirm", 1));
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    assertThat(staff.journal())
        .filteredOn(ran -> ran.task().cluster().id().equals(made.id()))
        .filteredOn(ran -> ran.task().action() == TaskAction.CREATE)
        .extracting(ran -> ran.task().recreate())
        .containsExactly(false, true);
    JobView job = dc1.jobs().get(made.job());
    assertThat(job.tasksDone()).isEqualTo(job.tasksTotal());
  }

  @Test
  void deletingAPendingClusterAbortsItsJobFirst() {
    CountDownLatch held = new CountDownLatch(1);
    LoopWorker slow =
        staff.hire(
            1,
            "d1",
            task -> {
              if (task.action() == TaskAction.CONFIRM) {
                await(held);
              }
              return LoopWorker.succeed(task);
            });
    Accepted made = dc1.clusters().create(Fixture.request("pending", 1));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> dc1.jobs().get(made.job()).tasksDone() == 1 && !slow.inHand().isEmpty());
    worker(2, "d2");
    Awaitility.await("dc2 is known to have workers, so that it keeps its jobs")
        .atMost(Duration.ofSeconds(30))
        .until(() -> workersOf("dc2") > 0);
    Accepted deletion = dc2.clusters().delete(made.id());
    Fixture.awaitState(dc1, made, ClusterState.TERMINATED);
    assertThat(dc1.jobs().get(made.job()).status()).isEqualTo(JobState.ABORTED);
    assertThat(dc1.jobs().get(deletion.job()).datacenter()).isEqualTo("dc2");
    held.countDown();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> slow.stale() == 1);
  }

  @Test
  void tasksOfASilentWorkerGoToAnother() {
    CountDownLatch never = new CountDownLatch(1);
    LoopWorker dying =
        staff.hire(
            1,
            "s1",
            task -> {
              await(never);
              return LoopWorker.succeed(task);
            });
    Accepted made = dc1.clusters().create(Fixture.request("silent", 2));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> dying.inHand().size() == 2);
    TaskRef lost = dying.inHand().iterator().next();
    dying.kill();
    worker(1, "s2");
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    TaskResult late =
        new TaskResult(
            "s1", lost.token(), true, "", Map.of(), Map.of(), Optional.empty(), "x", 0, "", 0);
    assertThatThrownBy(() -> dc3.tasks().finish(lost.task(), late))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.STALE_TOKEN)).isTrue());
    int lostAttempt = Integer.parseInt(lost.token().substring(lost.token().indexOf('.') + 1));
    assertThat(dc1.tasks().get(lost.task()).attempt()).isEqualTo(lostAttempt + 1);
  }

  @Test
  void theAnnouncedNumberOfWorkersIsPutRightWhoeverWroteIt() throws Exception {
    worker(2, "n1");
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> workersOf("dc2") == 1);
    try (Connection connection = servers.galera().node(3).connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE " + LocalGalera.DATABASE + ".datacenter SET workers = 77 WHERE name = 'dc2'");
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(workersOf("dc2")).isEqualTo(1));
  }

  private static int workersOf(String datacenter) throws Exception {
    JsonNode items = Json.MAPPER.readTree(servers.get(1, "/v3/datacenters").body()).get("items");
    for (JsonNode item : items) {
      if (item.get("name").asText().equals(datacenter)) {
        return item.get("workers").asInt();
      }
    }
    throw new AssertionError("no datacenter " + datacenter);
  }

  private void assertEachTaskOnceAndOneAtATimeOnANode() {
    Map<String, List<LoopWorker.Ran>> byNode = new HashMap<>();
    Set<TaskRef> handOuts = new HashSet<>();
    for (LoopWorker.Ran ran : staff.journal()) {
      assertThat(handOuts.add(new TaskRef(ran.task().task(), ran.task().token()))).isTrue();
      byNode.computeIfAbsent(ran.task().node().tag(), tag -> new ArrayList<>()).add(ran);
    }
    byNode
        .values()
        .forEach(
            runs -> {
              runs.sort((one, other) -> Long.compare(one.from(), other.from()));
              for (int i = 1; i < runs.size(); i++) {
                assertThat(runs.get(i).from()).isGreaterThanOrEqualTo(runs.get(i - 1).to());
              }
            });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
