package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.Accepted;
import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterState;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskResult;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerView;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.data.Stat;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets which tasks: quotas over three datacenters, labels, drained and lost workers. */
class WorkersIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static ServerCluster servers;
  private static CooperageClient dc1;
  private static CooperageClient dc2;
  private static CooperageClient dc3;

  private Staff staff;

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3);
    dc1 = servers.client(1);
    dc2 = servers.client(2);
    dc3 = servers.client(3);
    Fixture.install(dc1);
    dc1.catalog()
        .create(
            EntityKind.PROVIDER,
            Json.MAPPER.readTree(
                "{\"name\":\"near\",\"providertype\":\"sim\",\"workerLabels\":{\"rack\":\"a\"}}"));
    for (EntityKind kind : List.of(EntityKind.HARDWARETYPE, EntityKind.IMAGETYPE)) {
      String field = kind == EntityKind.HARDWARETYPE ? "flavor" : "image";
      dc1.catalog()
          .create(
              kind,
              Json.MAPPER.readTree(
                  "{\"name\":\"near\",\"providermap\":{\"near\":{\"%s\":\"x\"}}}"
                      .formatted(field)));
    }
    dc1.catalog()
        .create(
            EntityKind.CLUSTERTEMPLATE,
            Json.MAPPER.readTree(
                "{\"name\":\"near\",\"defaults\":{\"services\":[\"store\"],\"provider\":\"near\"}}"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @BeforeEach
  void openStaff() {
    staff = new Staff(servers);
  }

  @AfterEach
  void dismiss() {
    staff.dismiss();
  }

  @Test
  void aTenantNeverHasMoreInProgressThanItsQuotaInThreeDatacenters() throws Exception {
    dc1.tenants().create(new TenantRequest("small", -1, -1, 4));
    String token = servers.token("small", "admin", "boss");
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Set<Integer> ranIn = ConcurrentHashMap.newKeySet();
    for (int number = 1; number <= 3; number++) {
      int datacenter = number;
      staff.hire(
          number,
          task -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            ranIn.add(datacenter);
            sleep(20);
            now.decrementAndGet();
            return LoopWorker.succeed(task);
          });
    }
    // A datacenter that is not known to have workers gives its jobs away.
    Awaitility.await("all datacenters have workers")
        .atMost(Duration.ofSeconds(30))
        .until(() -> dc1.datacenters().list().items().stream().allMatch(dc -> dc.workers() > 0));
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger mostStored = new AtomicInteger();
    Thread sampler = new Thread(() -> sample(done, mostStored));
    sampler.start();
    List<Accepted> made = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      made.add(
          new CooperageClient(servers.url(number), token)
              .clusters()
              .create(Fixture.request("many" + number, 6)));
    }
    made.forEach(one -> Fixture.awaitState(dc2, one, ClusterState.ACTIVE));
    done.set(true);
    sampler.join();
    assertThat(ranIn).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(most.get()).isBetween(2, 4);
    assertThat(mostStored.get()).isBetween(2, 4);
  }

  @Test
  void aTenantWithAQuotaOfNoneWaitsUntilItGetsOne() throws Exception {
    dc1.tenants().create(new TenantRequest("idle", -1, -1, 0));
    CooperageClient idle = new CooperageClient(servers.url(1), servers.token("idle", "admin", "a"));
    staff.hire(1, LoopWorker::succeed);
    Accepted made = idle.clusters().create(Fixture.request("waits", 1));
    Awaitility.await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(waitsFor(made)).contains("its quota of workers is 0"));
    long version = tenantVersion("idle");
    dc3.tenants().update(new TenantRequest("idle", -1, -1, 1), version);
    Fixture.awaitState(dc2, made, ClusterState.ACTIVE);
  }

  @Test
  void clustersOfAProviderWithLabelsGoToWorkersThatCarryThem() {
    LoopWorker plain = staff.hire(1, LoopWorker::succeed);
    awaitWorker(plain.id());
    Accepted made = dc1.clusters().create(ClusterCreateRequest.of("labelled", "near", 1));
    Awaitility.await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(waitsFor(made)).contains("labels rack=a").contains("none of its"));
    AtomicInteger ranNear = new AtomicInteger();
    LoopWorker near =
        staff.hire(
            1,
            "near",
            WorkerLabels.parse("rack=a,network=private"),
            task -> {
              ranNear.incrementAndGet();
              return LoopWorker.succeed(task);
            });
    Fixture.awaitState(dc2, made, ClusterState.ACTIVE);
    assertThat(staff.journal()).hasSize(ranNear.get());
    awaitWorker(near.id());
    List<WorkerView> labelled =
        dc3.workers()
            .list(Optional.of("dc1"), WorkerLabels.parse("rack=a"), 10, Optional.empty())
            .items();
    assertThat(labelled).extracting(WorkerView::id).containsExactly(near.id());
    assertThat(labelled.get(0).labels()).hasToString("network=private,rack=a");
  }

  @Test
  void aDrainedWorkerEndsWhatItHasAndGetsNothingNewUntilItIsUndrained() {
    CountDownLatch hold = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    Function<Assignment, TaskResult> plugin =
        task -> {
          ran.incrementAndGet();
          await(hold);
          return LoopWorker.succeed(task);
        };
    LoopWorker worker = staff.hire(2, plugin);
    awaitWorker(worker.id());
    Accepted first = dc2.clusters().create(Fixture.request("first", 1));
    Awaitility.await().atMost(LONG).until(() -> ran.get() == 1);
    assertThat(dc3.workers().drain(worker.id()).state()).isEqualTo("draining");
    hold.countDown();
    Awaitility.await()
        .atMost(LONG)
        .until(() -> dc1.workers().get(worker.id()).state().equals("drained"));
    int before = ran.get();
    sleep(1500);
    assertThat(ran.get()).isEqualTo(before);
    assertThat(dc1.clusters().get(first.id()).status()).isEqualTo(ClusterState.PENDING);

    worker.kill();
    dc2.workers().leave(worker.id());
    Awaitility.await("it is gone, and entered so").atMost(LONG).until(() -> workers(2) == 0);
    assertThat(dc1.workers().get(worker.id()).state()).as("gone").isEqualTo("drained");
    LoopWorker again = staff.hire(2, plugin);
    assertThat(dc3.workers().get(again.id()).state()).as("started again").isEqualTo("drained");
    Awaitility.await("it has taken the place of the one before")
        .atMost(LONG)
        .until(() -> workersOf("dc2").equals(List.of(again.id())));
    assertThat(ran.get()).isEqualTo(before);

    assertThat(dc1.workers().undrain(again.id()).state()).isEqualTo("active");
    Fixture.awaitState(dc1, first, ClusterState.ACTIVE);
  }

  /** How many there are in a datacenter; counted in the transaction that enters them. */
  private static int workers(int datacenter) {
    return dc1.datacenters().list().items().stream()
        .filter(one -> one.name().equals("dc" + datacenter))
        .findFirst()
        .orElseThrow()
        .workers();
  }

  private static List<String> workersOf(String datacenter) {
    return dc1
        .workers()
        .list(Optional.of(datacenter), WorkerLabels.NONE, 100, Optional.empty())
        .items()
        .stream()
        .map(WorkerView::id)
        .toList();
  }

  @Test
  void thereIsNoDrainOfAWorkerThatNobodyKnows() {
    assertThatThrownBy(() -> dc1.workers().drain("nobody"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.NOT_FOUND)).isTrue());
  }

  @Test
  void tasksOfAKilledWorkerGoToAnotherInSeconds() {
    loseAWorker(3, "killed", Duration.ofSeconds(20));
  }

  @Test
  void tasksOfAKilledWorkerGoToAnotherWhileZooKeeperIsAway() throws Exception {
    LoopWorker known = staff.hire(3, "known", LoopWorker::succeed);
    awaitWorker(known.id());
    known.kill();
    servers.zookeeper(3).stop();
    try {
      Awaitility.await()
          .atMost(LONG)
          .until(() -> servers.get(3, "/health/deep").body().contains("\"degraded\":true"));
      loseAWorker(3, "orphaned", Duration.ofSeconds(45));
    } finally {
      servers.zookeeper(3).restart();
    }
  }

  @Test
  void aZooKeeperThatLostItsDataServesAsBefore() throws Exception {
    staff.hire(3, "lasting", LoopWorker::succeed);
    Accepted before = dc3.clusters().create(Fixture.request("before", 1));
    Fixture.awaitState(dc1, before, ClusterState.ACTIVE);
    servers.replaceZookeeper(3);
    Accepted meanwhile = dc3.clusters().create(Fixture.request("meanwhile", 1));
    Awaitility.await("the server of dc3 leads by the new one")
        .atMost(LONG)
        .until(() -> children("leader") == 1 && children("servers") == 1);
    Accepted after = dc3.clusters().create(Fixture.request("after", 1));
    Awaitility.await("wake-ups go through the new one")
        .atMost(LONG)
        .until(() -> children("wake") > 0);
    assertThat(List.of(before.id().value(), meanwhile.id().value(), after.id().value()))
        .isSorted()
        .doesNotHaveDuplicates();
    Fixture.awaitState(dc1, meanwhile, ClusterState.ACTIVE);
    Fixture.awaitState(dc1, after, ClusterState.ACTIVE);
    assertThat(servers.get(3, "/health/deep").body()).contains("\"degraded\":false");
  }

  /** What the ZooKeeper of dc3 has under a node. */
  private static int children(String node) throws Exception {
    try (CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            servers.zookeeper(3).getConnectString(), new RetryOneTime(200))) {
      client.start();
      String path = "/cooperage/dc3/" + node;
      Stat stat = client.checkExists().forPath(path);
      return stat == null ? 0 : stat.getNumChildren();
    }
  }

  private void loseAWorker(int datacenter, String name, Duration atMost) {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger held = new AtomicInteger();
    LoopWorker doomed =
        staff.hire(
            datacenter,
            "doomed",
            task -> {
              held.incrementAndGet();
              await(never);
              return LoopWorker.succeed(task);
            });
    Awaitility.await("the datacenter has a worker, so that the job stays")
        .atMost(LONG)
        .until(() -> workers(datacenter) > 0);
    Accepted made = servers.client(datacenter).clusters().create(Fixture.request(name, 2));
    Awaitility.await().atMost(LONG).until(() -> held.get() == 2);
    doomed.kill();
    Set<TaskAction> elsewhere = ConcurrentHashMap.newKeySet();
    staff.hire(datacenter, "heir", task -> note(elsewhere, task));
    Awaitility.await("its tasks are handed out again")
        .atMost(atMost)
        .until(() -> elsewhere.contains(TaskAction.CREATE));
    Fixture.awaitState(servers.client(1), made, ClusterState.ACTIVE);
  }

  private static TaskResult note(Set<TaskAction> seen, Assignment task) {
    seen.add(task.action());
    return LoopWorker.succeed(task);
  }

  private static String waitsFor(Accepted made) {
    return dc1.clusters().get(made.id()).progress().orElseThrow().waitsFor();
  }

  private static long tenantVersion(String name) {
    return dc1.tenants().list(100, Optional.empty()).items().stream()
        .filter(tenant -> tenant.name().equals(name))
        .findFirst()
        .orElseThrow()
        .version();
  }

  private static void awaitWorker(String id) {
    Awaitility.await("worker " + id + " is on the roll")
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> dc1.workers().get(id).id().equals(id));
  }

  private static void sample(AtomicBoolean done, AtomicInteger most) {
    try (Connection connection = servers.galera().node(1).connect();
        Statement statement = connection.createStatement()) {
      while (!done.get()) {
        try (ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*) FROM "
                    + LocalGalera.DATABASE
                    + ".task WHERE tenant = 'small' AND state = 'in_progress'")) {
          row.next();
          most.accumulateAndGet(row.getInt(1), Math::max);
        }
        sleep(5);
      }
    } catch (SQLException e) {
      most.set(Integer.MAX_VALUE);
    }
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
