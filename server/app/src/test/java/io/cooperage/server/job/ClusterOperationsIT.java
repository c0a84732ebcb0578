package io.cooperage.server.job;

import static io.cooperage.server.job.OperationFixture.actions;
import static io.cooperage.server.job.OperationFixture.config;
import static io.cooperage.server.job.OperationFixture.counted;
import static io.cooperage.server.job.OperationFixture.done;
import static io.cooperage.server.job.OperationFixture.json;
import static io.cooperage.server.job.OperationFixture.nothingNew;
import static io.cooperage.server.job.OperationFixture.of;
import static io.cooperage.server.job.OperationFixture.refused;
import static io.cooperage.server.job.OperationFixture.restarting;
import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.Accepted;
import io.cooperage.api.AuditView;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.DryRun;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.ReconfigureRequest;
import io.cooperage.api.Role;
import io.cooperage.api.ServiceState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TokenRequest;
import io.cooperage.client.AuditQuery;
import io.cooperage.client.ClusterOperations;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clusters that are there through every operation, in three datacenters, with real workers. */
class ClusterOperationsIT {
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
  void aConfigurationIsReplacedInAnyDatacenterAndReachesEveryService() throws Exception {
    ClusterId id = cluster("configured", 2);
    workshop.reset();
    done(dc2, of(dc2, id).reconfigure(config("{\"level\":\"%num.service.store%\"}")));
    ClusterView view = dc3.clusters().get(id);
    assertThat(view.config()).isEqualTo(json("{\"level\":\"%num.service.store%\"}"));
    AuditQuery lines = AuditQuery.ALL.subject("cluster/" + id).action("cluster.reconfigure");
    AuditView line = dc1.audits().list(10, Optional.empty(), lines).items().get(0);
    assertThat(line.before().orElseThrow().at("/config/peers").asText()).contains("%join(");
    assertThat(line.after())
        .contains(json("{\"config\":{\"level\":\"%num.service.store%\"},\"state\":\"pending\"}"));
    assertThat(workshop.ran())
        .isEqualTo(counted("BOOTSTRAP", 2, "CONFIGURE store", 2, "CONFIGURE front", 2));
    assertThat(workshop.staff().journal())
        .filteredOn(run -> run.task().action() == TaskAction.CONFIGURE)
        .allMatch(run -> run.task().config().get("level").asText().equals("2"));

    workshop.reset();
    ReconfigureRequest merged =
        new ReconfigureRequest(
            Optional.of(json("{\"more\":1}")),
            Optional.of(true),
            Optional.of(true),
            Optional.empty());
    done(dc3, of(dc3, id).reconfigure(merged));
    assertThat(dc1.clusters().get(id).config())
        .isEqualTo(json("{\"level\":\"%num.service.store%\",\"more\":1}"));
    assertThat(workshop.ran()).containsEntry("STOP front", 2L).containsEntry("START store", 2L);
  }

  @Test
  void whatIsStoppedTakesItsDependentsAlongAndRestsUntilItIsStarted() {
    ClusterId id = cluster("resting", 1);
    done(dc1, of(dc1, id).stop(Optional.of("store")));
    assertThat(states(id))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("store", ServiceState.STOPPED, "front", ServiceState.STOPPED));

    workshop.reset();
    done(dc2, of(dc2, id).reconfigure(restarting()));
    done(dc3, of(dc3, id).restart(Optional.empty()));
    assertThat(workshop.ran())
        .as("nothing was started")
        .doesNotContainKeys("START store", "START front");

    workshop.reset();
    done(dc3, of(dc3, id).start(Optional.of("front")));
    assertThat(workshop.ran()).isEqualTo(counted("START store", 1, "START front", 1));
    assertThat(states(id).values()).containsOnly(ServiceState.RUNNING);

    workshop.reset();
    done(dc1, of(dc1, id).restart(Optional.of("store")));
    assertThat(workshop.ran())
        .isEqualTo(counted("STOP front", 1, "STOP store", 1, "START store", 1, "START front", 1));
  }

  @Test
  void aServiceIsRemovedUnlessAnotherRequiresIt() {
    ClusterId id = cluster("shrunk", 2);
    refused(() -> of(dc1, id).removeService("store").begin(), ErrorCode.UNSATISFIABLE, "front");
    refused(() -> of(dc1, id).removeService("nothing").begin(), ErrorCode.INVALID_REQUEST, "front");
    refused(
        () -> of(dc1, id).removeServices(List.of("store", "front")).begin(),
        ErrorCode.UNSATISFIABLE,
        "carry nothing");
    done(dc2, of(dc2, id).removeService("front"));
    ClusterView view = dc3.clusters().get(id);
    assertThat(view.services()).containsExactly("store");
    assertThat(view.nodes()).allMatch(node -> node.services().equals(List.of("store")));
    assertThat(view.nodes()).allMatch(node -> !node.serviceStates().containsKey("front"));
  }

  @Test
  void whatAFailedReconfigurationSetIsSeenAndTheNextOneFinishesIt() throws Exception {
    ClusterId id = cluster("mended", 1);
    workshop.fail("START store");
    Accepted job =
        of(dc1, id)
            .reconfigure(
                new ReconfigureRequest(
                    Optional.of(json("{\"new\":true}")),
                    Optional.empty(),
                    Optional.of(true),
                    Optional.empty()))
            .begin();
    ClusterView view = Fixture.awaitState(dc1, job, ClusterState.INCONSISTENT);
    assertThat(view.config()).isEqualTo(json("{\"new\":true}"));
    assertThat(view.statusMessage()).contains("START of store");
    refused(() -> of(dc2, id).stop(Optional.empty()).begin(), ErrorCode.WRONG_STATE, "Reconfigure");

    workshop.reset();
    done(dc3, of(dc3, id).reconfigure(nothingNew()));
    assertThat(workshop.ran())
        .as("what ought to run and does not is started")
        .containsEntry("START store", 1L)
        .containsEntry("START front", 1L)
        .doesNotContainKey("STOP store");
    assertThat(states(id).values()).containsOnly(ServiceState.RUNNING);
  }

  @Test
  void anOperationIsRefusedWhileAnotherRunsAndRepeatedUnderItsKey() throws Exception {
    ClusterId id = cluster("busy", 1);
    long version = dc1.clusters().get(id).version();
    refused(
        () -> of(dc1, id).stop(Optional.empty()).ifMatch(version - 1).begin(),
        ErrorCode.STALE_VERSION,
        "not " + (version - 1));
    workshop.hold("STOP front");
    Accepted first =
        of(dc1, id).stop(Optional.empty()).ifMatch(version).idempotencyKey("stop-busy").begin();
    refused(
        () -> of(dc2, id).start(Optional.empty()).begin(),
        ErrorCode.WRONG_STATE,
        first.job().toString());
    assertThat(of(dc3, id).stop(Optional.empty()).idempotencyKey("stop-busy").begin())
        .isEqualTo(first);
    workshop.reset();
    Fixture.awaitState(dc1, first, ClusterState.ACTIVE);
    assertThat(of(dc2, id).stop(Optional.empty()).idempotencyKey("stop-busy").begin())
        .isEqualTo(first);
    assertThat(dc1.clusters().jobs(id, 10, Optional.empty()).items()).hasSize(2);

    for (String query : List.of("", "?dryRun=true")) {
      HttpResponse<String> stale = deletion(id, query, version);
      assertThat(stale.statusCode()).as(stale.body()).isEqualTo(412);
      assertThat(stale.body()).contains("stale_version");
    }
    long now = dc3.clusters().get(id).version();
    assertThat(deletion(id, "?dryRun=true", now).statusCode()).isEqualTo(200);
    assertThat(deletion(id, "", now).statusCode()).isEqualTo(202);
    Fixture.awaitState(dc1, id, ClusterState.TERMINATED);
    refused(
        () -> of(dc1, id).reconfigure(nothingNew()).begin(), ErrorCode.WRONG_STATE, "terminated");
  }

  private static HttpResponse<String> deletion(ClusterId id, String query, long version)
      throws Exception {
    return servers.send(
        servers
            .request(2, "/v3/clusters/" + id + query)
            .header("If-Match", "\"" + version + "\"")
            .header("Idempotency-Key", "delete-busy-" + version)
            .DELETE());
  }

  @Test
  void aLeaseIsExtendedByTheStepsOfItsTemplate() throws Exception {
    Accepted made = dc1.clusters().create(ClusterCreateRequest.of("leased", "leased", 1));
    long end = Fixture.awaitState(dc1, made, ClusterState.ACTIVE).expireTime();
    ClusterOperations cluster = of(dc2, made.id());
    assertThat(cluster.planLease(Optional.empty()).plan().tasksTotal()).isZero();
    assertThat(dc1.clusters().get(made.id()).expireTime()).isEqualTo(end);
    assertThat(cluster.extendLease(Optional.empty()).expireTime())
        .isEqualTo(end + Duration.ofHours(1).toMillis());
    refused(
        () -> cluster.extendLease(Optional.of(Duration.ofHours(2).toMillis())),
        ErrorCode.INVALID_REQUEST,
        "3600000");
    refused(() -> cluster.extendLease(Optional.empty()), ErrorCode.INVALID_REQUEST, "allows");
    assertThat(dc3.clusters().get(made.id()).expireTime())
        .isEqualTo(end + Duration.ofHours(1).toMillis());
    ClusterId eternal = cluster("eternal", 1);
    refused(() -> of(dc1, eternal).extendLease(Optional.of(1L)), ErrorCode.WRONG_STATE, "no end");
  }

  @Test
  void aDryRunOfAnyOperationShowsItsPlanAndCommitsNothing() throws Exception {
    ClusterId id = cluster("dry", 2);
    ClusterView before = dc1.clusters().get(id);
    DryRun deletion = dc2.clusters().planDelete(id);
    assertThat(actions(deletion)).containsExactlyInAnyOrder("STOP", "DELETE");
    assertThat(actions(of(dc1, id).reconfigure(config("{}")).plan()))
        .containsExactlyInAnyOrder("BOOTSTRAP", "CONFIGURE");
    assertThat(actions(of(dc2, id).stop(Optional.empty()).plan())).containsExactly("STOP");
    assertThat(actions(of(dc3, id).start(Optional.of("front")).plan())).containsExactly("START");
    assertThat(actions(of(dc3, id).restart(Optional.empty()).plan()))
        .containsExactlyInAnyOrder("STOP", "START");
    DryRun removal = of(dc1, id).removeService("front").plan();
    assertThat(removal.layout().layouts())
        .allMatch(layout -> layout.services().equals(Set.of("store")));
    assertThat(removal.plan().tasksTotal()).isEqualTo(2);
    assertThat(dc1.clusters().get(id)).isEqualTo(before);
    assertThat(dc1.clusters().jobs(id, 10, Optional.empty()).items()).hasSize(1);
  }

  @Test
  void whatChangesSomethingIsInTheAuditWithWhatWasBeforeAndIsAfter() {
    TokenRequest wish =
        new TokenRequest("auditor", "superadmin", "auditor", Role.SUPERADMIN, Optional.empty());
    String token = dc1.tokens().create(wish).secret().orElseThrow();
    new AuditedCalls(new CooperageClient(servers.url(2), token), workshop).make();
    List<AuditView> lines =
        dc3.audits().list(1000, Optional.empty(), AuditQuery.ALL.user("auditor")).items();
    Set<String> expected = AuditTable.actions();
    expected.removeAll(Set.of("task.retry", "task.skip"));
    assertThat(AuditTable.checked(lines)).isEqualTo(expected);
    assertThat(lines).extracting(AuditView::datacenter).containsOnly("dc2");
    assertThat(lines.toString()).doesNotContain(AuditedCalls.SECRET);
  }

  private static ClusterId cluster(String name, int machines) {
    return OperationFixture.cluster(dc1, name, "pair", machines);
  }

  private static Map<String, ServiceState> states(ClusterId id) {
    return dc1.clusters().get(id).nodes().get(0).serviceStates();
  }
}
