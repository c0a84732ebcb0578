package io.cooperage.server.job;

import static io.cooperage.server.job.OperationFixture.actions;
import static io.cooperage.server.job.OperationFixture.cluster;
import static io.cooperage.server.job.OperationFixture.config;
import static io.cooperage.server.job.OperationFixture.counted;
import static io.cooperage.server.job.OperationFixture.done;
import static io.cooperage.server.job.OperationFixture.json;
import static io.cooperage.server.job.OperationFixture.machines;
import static io.cooperage.server.job.OperationFixture.nothingNew;
import static io.cooperage.server.job.OperationFixture.numbers;
import static io.cooperage.server.job.OperationFixture.of;
import static io.cooperage.server.job.OperationFixture.refused;
import static io.cooperage.server.job.OperationFixture.shop;
import static io.cooperage.server.job.OperationFixture.with;
import static io.cooperage.server.job.OperationFixture.without;
import static io.cooperage.server.job.OperationFixture.withoutUnfinished;
import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterSummary;
import io.cooperage.api.ClusterView;
import io.cooperage.api.DryRun;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.NodeView;
import io.cooperage.api.ServiceState;
import io.cooperage.api.SyncRequest;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TenantView;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clusters that get machines, services and versions, or lose them, in three datacenters. */
class ClusterScalingIT {
  private static final SyncRequest SYNC = new SyncRequest(Optional.empty());
  private static ServerCluster servers;
  private static CooperageClient dc1;
  private static CooperageClient dc2;
  private static CooperageClient dc3;

  private final Workshop workshop = new Workshop(servers);

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3);
    dc1 = servers.client(1);
    dc2 = servers.client(2);
    dc3 = servers.client(3);
    Fixture.install(dc1);
    OperationFixture.install(dc1);
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @BeforeEach
  void open() {
    workshop.open();
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void machinesComeAndLeaveAndTheirNumbersAreNeverUsedAgain() {
    ClusterId id = cluster(dc1, "breathing", "shop", 3);
    DryRun plan = of(dc3, id).scale(machines(5)).plan();
    assertThat(plan.layout().layouts()).extracting(layout -> layout.count()).containsExactly(4, 1);
    assertThat(plan.plan().tasksTotal()).isEqualTo(2 * 6);

    workshop.reset();
    ClusterView grown = done(dc2, of(dc2, id).scale(machines(5)));
    assertThat(numbers(grown)).containsExactly(1000, 1001, 1002, 1003, 1004);
    assertThat(grown.numMachines()).isEqualTo(5);
    assertThat(workshop.ran()).containsEntry("CREATE", 2L).containsEntry("START front", 2L);
    assertThat(workshop.staff().journal())
        .as("only what is new is worked on")
        .allMatch(run -> run.task().node().number() >= 1003);
    assertThat(workshop.staff().journal())
        .filteredOn(run -> run.task().action() == TaskAction.CONFIGURE)
        .as("macros see the new machines")
        .allMatch(run -> run.task().config().get("fronts").asText().split(",").length == 4);

    workshop.reset();
    assertThat(numbers(done(dc3, of(dc3, id).scale(machines(4)))))
        .containsExactly(1000, 1001, 1002, 1003);
    assertThat(workshop.ran()).isEqualTo(counted("STOP front", 1, "DELETE", 1));
    assertThat(numbers(done(dc1, of(dc1, id).scale(without(1001)))))
        .containsExactly(1000, 1002, 1003);
    assertThat(numbers(done(dc2, of(dc2, id).scale(machines(4)))))
        .containsExactly(1000, 1002, 1003, 1005);
  }

  @Test
  void whatTheConstraintsDoNotAllowIsRefused() {
    ClusterId id = cluster(dc1, "bounded", "shop", 4);
    refused(
        () -> of(dc1, id).scale(machines(2)).begin(), ErrorCode.UNSATISFIABLE, "\"front\" runs on");
    refused(() -> of(dc1, id).scale(machines(7)).begin(), ErrorCode.UNSATISFIABLE, "at most 5");
    refused(() -> of(dc1, id).scale(without(1003)).begin(), ErrorCode.UNSATISFIABLE, "\"store\"");
    refused(() -> of(dc1, id).scale(without(1007)).begin(), ErrorCode.INVALID_REQUEST, "[1007]");
    refused(
        () -> of(dc1, id).scale(without(1000, 1001, 1002, 1003)).begin(),
        ErrorCode.INVALID_REQUEST,
        "Delete it instead");
    refused(() -> of(dc1, id).scale(machines(4)).begin(), ErrorCode.INVALID_REQUEST, "already");
    refused(
        () -> of(dc1, id).scale(with(1, "store")).begin(), ErrorCode.UNSATISFIABLE, "at most 1");
    refused(
        () -> of(dc1, id).scale(with(1, "store", "front")).begin(),
        ErrorCode.UNSATISFIABLE,
        "never share");
    ClusterView grown = done(dc2, of(dc2, id).scale(with(1, "front")));
    assertThat(grown.nodes().get(4).services()).containsExactly("front");
    assertThat(numbers(done(dc3, of(dc3, id).scale(without(1004))))).hasSize(4);
    assertThat(numbers(done(dc3, of(dc3, id).scale(machines(5))))).contains(1005).hasSize(5);
  }

  @Test
  void servicesAreAddedToTheMachinesThatAreThere() {
    ClusterId id = cluster(dc1, "richer", "shop", 3);
    refused(
        () -> of(dc1, id).addServices(List.of("front")).begin(),
        ErrorCode.INVALID_REQUEST,
        "already");
    refused(
        () -> of(dc1, id).addServices(List.of("nothing")).begin(),
        ErrorCode.UNSATISFIABLE,
        "does not exist");
    done(dc1, of(dc1, id).stop(Optional.of("store")));
    refused(
        () -> of(dc1, id).addServices(List.of("cache")).begin(), ErrorCode.WRONG_STATE, "store");
    done(dc1, of(dc1, id).start(Optional.empty()));
    assertThat(actions(of(dc2, id).addServices(List.of("cache")).plan()))
        .containsExactly("BOOTSTRAP", "CONFIGURE", "INSTALL", "START");

    workshop.reset();
    ClusterView richer = done(dc2, of(dc2, id).addServices(List.of("cache")));
    assertThat(richer.services()).containsExactlyInAnyOrder("store", "front", "cache");
    assertThat(richer.nodes())
        .allMatch(node -> node.serviceStates().get("cache") == ServiceState.RUNNING);
    assertThat(workshop.ran())
        .isEqualTo(
            counted("BOOTSTRAP", 3, "INSTALL cache", 3, "CONFIGURE cache", 3, "START cache", 3));

    workshop.reset();
    ClusterView poorer = done(dc3, of(dc3, id).removeServices(List.of("cache")));
    assertThat(poorer.services()).containsExactlyInAnyOrder("store", "front");
    assertThat(workshop.ran()).isEqualTo(counted("STOP cache", 3, "REMOVE cache", 3));
  }

  @Test
  void aFailedAdditionIsFinishedByAReconfigurationOrDropped() {
    ClusterId id = cluster(dc1, "halfway", "shop", 3);
    workshop.fail("INSTALL cache@1002");
    Accepted job = of(dc1, id).addServices(List.of("cache")).begin();
    ClusterView view = Fixture.awaitState(dc1, job, ClusterState.INCONSISTENT);
    assertThat(view.services()).contains("cache");
    assertThat(view.nodes().get(2).serviceStates()).doesNotContainKey("cache");

    workshop.reset();
    ClusterView dropped = done(dc2, of(dc2, id).reconfigure(withoutUnfinished()));
    assertThat(dropped.services()).containsExactlyInAnyOrder("store", "front");
    assertThat(dropped.nodes()).noneMatch(node -> node.services().contains("cache"));
    assertThat(workshop.ran()).doesNotContainKey("INSTALL cache");

    workshop.fail("START cache@1001");
    job = of(dc1, id).addServices(List.of("cache")).begin();
    Fixture.awaitState(dc1, job, ClusterState.INCONSISTENT);
    workshop.reset();
    ClusterView finished = done(dc3, of(dc3, id).reconfigure(nothingNew()));
    assertThat(finished.nodes())
        .allMatch(node -> node.serviceStates().get("cache") == ServiceState.RUNNING);
    assertThat(workshop.ran()).containsKey("START cache").doesNotContainKey("REMOVE cache");
  }

  @Test
  void machinesOfAFailedScaleUpCountUntilTheyAreFinishedOrDropped() throws Exception {
    dc1.tenants().create(new TenantRequest("failing", 2, 20, 10));
    CooperageClient mine = client("failing", 1);
    ClusterId id = cluster(mine, "stuck", "shop", 3);
    workshop.fail("CONFIRM@1004");
    Accepted job = of(mine, id).scale(machines(5)).begin();
    ClusterView view = Fixture.awaitState(mine, job, ClusterState.INCONSISTENT);
    assertThat(view.numMachines()).isEqualTo(5);
    assertThat(tenant("failing").nodes()).isEqualTo(5);

    workshop.reset();
    workshop.fail("CONFIRM@1004");
    job = of(mine, id).reconfigure(nothingNew()).begin();
    Fixture.awaitState(mine, job, ClusterState.INCONSISTENT);
    workshop.reset();
    ClusterView rest = done(mine, of(mine, id).reconfigure(withoutUnfinished()));
    assertThat(numbers(rest)).doesNotContain(1004).hasSizeBetween(3, 4);
    assertThat(rest.numMachines()).isEqualTo(rest.nodes().size());
    assertThat(tenant("failing").nodes()).isEqualTo(rest.nodes().size());

    workshop.fail("CREATE");
    Fixture.awaitState(mine, of(mine, id).scale(machines(6)).begin(), ClusterState.INCONSISTENT);
    workshop.reset();
    assertThat(done(mine, of(mine, id).reconfigure(nothingNew())).nodes())
        .hasSize(6)
        .allMatch(node -> node.state().equals("running"));
    mine.clusters().delete(id);
    Fixture.awaitState(mine, id, ClusterState.TERMINATED);
    assertThat(tenant("failing").nodes()).isZero();
  }

  @Test
  void machinesOfAnAbortedScaleDownAreStillToGo() throws Exception {
    dc1.tenants().create(new TenantRequest("aborting", 2, 20, 10));
    CooperageClient mine = client("aborting", 2);
    ClusterId id = cluster(mine, "leaving", "shop", 5);
    workshop.hold("DELETE@1002");
    Accepted job = of(mine, id).scale(machines(3)).begin();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(mine, id, 1003).equals("deleted"));
    assertThat(tenant("aborting").nodes()).isEqualTo(5);
    mine.jobs().abort(job.job());
    ClusterView view = Fixture.awaitState(mine, id, ClusterState.INCONSISTENT);
    assertThat(numbers(view)).containsExactly(1000, 1001, 1002, 1004);
    assertThat(state(mine, id, 1002)).isEqualTo("leaving");
    assertThat(tenant("aborting").nodes()).as("what is deleted counts no more").isEqualTo(4);

    workshop.reset();
    ClusterView mended = done(mine, of(mine, id).reconfigure(nothingNew()));
    assertThat(numbers(mended)).containsExactly(1000, 1001, 1004);
    assertThat(tenant("aborting").nodes()).isEqualTo(3);
    assertThat(workshop.ran()).containsKey("DELETE").containsEntry("CONFIGURE front", 2L);
  }

  @Test
  void machinesStayWithinTheQuotaWhenClustersGrowAndAreMadeInThreeDatacentersAtOnce()
      throws Exception {
    dc1.tenants().create(new TenantRequest("growing", -1, 13, 10));
    List<Callable<Integer>> calls = new ArrayList<>();
    List<ClusterId> ids = new ArrayList<>();
    for (int datacenter = 1; datacenter <= 3; datacenter++) {
      CooperageClient here = client("growing", datacenter);
      ClusterId id = cluster(here, "grows" + datacenter, "shop", 3);
      ids.add(id);
      ClusterCreateRequest another = ClusterCreateRequest.of("new" + datacenter, "shop", 3);
      calls.add(() -> machinesWon(2, () -> of(here, id).scale(machines(5)).begin()));
      calls.add(() -> machinesWon(3, () -> here.clusters().create(another)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    int sum = 0;
    for (Future<Integer> call : threads.invokeAll(calls)) {
      sum += call.get();
    }
    threads.shutdown();
    int won = sum;
    assertThat(won).as("four were left; the fourth may be too few").isBetween(3, 4);
    assertThat(tenant("growing").nodes()).isEqualTo(9 + won);
    ids.forEach(id -> Fixture.awaitState(dc1, id, ClusterState.ACTIVE));
    assertThat(client("growing", 1).clusters().list(100, Optional.empty()).items())
        .extracting(ClusterSummary::numMachines)
        .satisfies(all -> assertThat(all.stream().mapToInt(one -> one).sum()).isEqualTo(9 + won));
  }

  private static int machinesWon(int wanted, Supplier<Accepted> call) {
    try {
      assertThat(call.get().job()).isNotNull();
      return wanted;
    } catch (ApiException e) {
      assertThat(e.problem().code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED.wire());
      return 0;
    }
  }

  @Test
  void aClusterIsBroughtUpToTheLatestVersionsIfItsMachinesAreAllowed() throws Exception {
    OperationFixture.make(dc1, EntityKind.CLUSTERTEMPLATE, shop("kiosk", 5, "{'a':1,'b':1}"));
    ClusterId id = cluster(dc1, "following", "kiosk", 4);
    done(dc1, of(dc1, id).reconfigure(config("{'a':1,'b':2}")));
    int version = dc1.clusters().get(id).clusterTemplateVersion();
    update("kiosk", version, shop("kiosk", 4, "{'a':7,'b':7,'c':7}"));

    workshop.reset();
    assertThat(actions(of(dc2, id).sync(SYNC).plan())).containsExactly("BOOTSTRAP", "CONFIGURE");
    ClusterView synced = done(dc2, of(dc2, id).sync(SYNC));
    assertThat(synced.config()).isEqualTo(json("{'a':7,'b':2,'c':7}"));
    assertThat(synced.clusterTemplateVersion()).isEqualTo(version + 1);
    assertThat(workshop.ran()).containsEntry("CONFIGURE front", 3L);
    refused(() -> of(dc1, id).scale(machines(6)).begin(), ErrorCode.UNSATISFIABLE, "at most 4");

    update("kiosk", version + 1, shop("kiosk", 2, "{}"));
    refused(() -> of(dc3, id).sync(SYNC).begin(), ErrorCode.UNSATISFIABLE, "at most 2 machines");
    assertThat(dc3.clusters().get(id).status()).isEqualTo(ClusterState.ACTIVE);
  }

  private static void update(String name, int version, String document) {
    dc1.catalog().update(EntityKind.CLUSTERTEMPLATE, name, version, json(document));
  }

  @Test
  void aScaleUpGoesOnElsewhereWithNewMachinesForThoseThatWereLost() throws Exception {
    ClusterId id = cluster(dc1, "moving", "shop", 3);
    Set<String> kept =
        Set.copyOf(dc1.clusters().get(id).nodes().stream().map(this::place).toList());
    workshop.hold("CONFIRM@1003");
    Accepted job = of(dc2, id).scale(machines(5)).begin();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(dc2, id, 1003).equals("created"));
    assertThat(dc1.clusters().get(id).nodes().get(3).datacenter()).isEqualTo("dc2");

    servers.galera().node(2).kill();
    workshop.reset();
    ClusterView grown = Fixture.awaitState(dc1, job, ClusterState.ACTIVE);
    assertThat(numbers(grown)).containsExactly(1000, 1001, 1002, 1003, 1004);
    assertThat(grown.nodes().subList(3, 5))
        .allMatch(node -> node.generation() == 2 && !node.datacenter().equals("dc2"));
    assertThat(grown.nodes().subList(0, 3).stream().map(this::place)).containsAll(kept);
    assertThat(dc3.jobs().get(job.job()).datacenter()).isNotEqualTo("dc2");

    servers.galera().restart(2);
    servers.awaitReady(2);
    workshop.staff().hire(2, "back", LoopWorker::succeed);
    Awaitility.await("what was left behind is deleted when its datacenter is back")
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(workshop.staff().journal())
                    .filteredOn(run -> run.task().action() == TaskAction.DELETE)
                    .extracting(run -> run.task().node().tag())
                    .contains(id + "-1003.g1", id + "-1004.g1"));
  }

  private String place(NodeView node) {
    return node.number() + "." + node.generation() + "@" + node.datacenter();
  }

  private static String state(CooperageClient client, ClusterId id, int number) {
    return client.clusters().get(id).nodes().stream()
        .filter(node -> node.number() == number)
        .findFirst()
        .map(NodeView::state)
        .orElse("none");
  }

  private static CooperageClient client(String tenant, int datacenter) throws Exception {
    String token = servers.token(tenant, "operator", tenant + "-" + datacenter);
    return new CooperageClient(servers.url(datacenter), token);
  }

  private static TenantView tenant(String name) {
    return dc1.tenants().list(100, Optional.empty()).items().stream()
        .filter(tenant -> tenant.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
