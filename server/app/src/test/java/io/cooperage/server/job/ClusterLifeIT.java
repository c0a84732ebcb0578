package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.Accepted;
import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.DryRun;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.EventView;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.api.PluginKind;
import io.cooperage.api.Role;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.api.TaskState;
import io.cooperage.api.TaskView;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TenantView;
import io.cooperage.api.TokenRequest;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
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

  private final List<LoopWorker> workers = new ArrayList<>();
  private final Queue<LoopWorker.Ran> journal = LoopWorker.journal();

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3);
    dc1 = client(1);
    dc2 = client(2);
    dc3 = client(3);
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
    workers.forEach(LoopWorker::close);
  }

  private static CooperageClient client(int datacenter) {
    return new CooperageClient(servers.url(datacenter), servers.superadminToken());
  }

  private LoopWorker worker(int datacenter, String name) {
    return worker(datacenter, name, LoopWorker::succeed);
  }

  private LoopWorker worker(int datacenter, String name, Function<Assignment, TaskResult> plugin) {
    LoopWorker worker =
        LoopWorker.start(servers.url(datacenter), servers.superadminToken(), name, journal, plugin);
    workers.add(worker);
    return worker;
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
    Fixture.awaitState(dc1, made, ClusterState.TERMINATED);
    assertThat(dc2.jobs().get(deletion.job()).action()).isEqualTo(ClusterOperation.DELETE);
    assertThatThrownBy(() -> dc1.clusters().delete(made.id()))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.WRONG_STATE)).isTrue());
  }

  @Test
  void aCreationHasTheCatalogueThatWasAnsweredBeforeItEvenWhereItIsStillUnderWay()
      throws Exception {
    JsonNode template = dc1.catalog().get(EntityKind.CLUSTERTEMPLATE, "pair").document().deepCopy();
    ((ObjectNode) template).put("name", "moving");
    dc1.catalog().create(EntityKind.CLUSTERTEMPLATE, template);
    assertThat(dc2.catalog().get(EntityKind.CLUSTERTEMPLATE, "moving").version()).isEqualTo(1);
    CompletableFuture<Accepted> made;
    try (Connection node = servers.galera().node(2).connect();
        Statement statement = node.createStatement()) {
      statement.execute("FLUSH TABLES WITH READ LOCK");
      dc1.catalog().update(EntityKind.CLUSTERTEMPLATE, "moving", 1, template);
      made =
          CompletableFuture.supplyAsync(
              () -> dc2.clusters().create(Fixture.request("late", "moving", 1)));
      Awaitility.await("the creation has begun, on the old template")
          .until(() -> isWaiting(statement, "INSERT INTO cluster"));
      statement.execute("UNLOCK TABLES");
    }
    assertThat(dc3.clusters().get(made.join().id()).clusterTemplateVersion()).isEqualTo(2);
  }

  @Test
  void aServerDoesNotRelyOnTheCatalogueThatItRemembers() throws Exception {
    JsonNode template = dc1.catalog().get(EntityKind.CLUSTERTEMPLATE, "pair").document().deepCopy();
    ((ObjectNode) template).put("name", "recalled");
    dc1.catalog().create(EntityKind.CLUSTERTEMPLATE, template);
    ClusterCreateRequest request = Fixture.request("recalled", "recalled", 1);
    Accepted first = dc1.clusters().create(request, "recalled-1");
    assertThat(dc1.clusters().get(first.id()).clusterTemplateVersion()).isEqualTo(1);

    dc2.catalog().update(EntityKind.CLUSTERTEMPLATE, "recalled", 1, template);
    Accepted second = dc1.clusters().create(request, "recalled-2");
    assertThat(dc1.clusters().get(second.id()).clusterTemplateVersion()).isEqualTo(2);
    assertThat(dc1.clusters().get(first.id()).clusterTemplateVersion()).isEqualTo(1);

    dc2.catalog().delete(EntityKind.CLUSTERTEMPLATE, "recalled", 2);
    assertThat(dc1.clusters().create(request, "recalled-2")).isEqualTo(second);
    assertThatThrownBy(() -> dc1.clusters().create(request, "recalled-3"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.INVALID_REQUEST)).isTrue());
  }

  private static boolean hasWorkers(String datacenter) throws SQLException {
    try (Connection node = servers.galera().node(1).connect();
        Statement statement = node.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT workers FROM "
                    + LocalGalera.DATABASE
                    + ".datacenter WHERE name = '"
                    + datacenter
                    + "'")) {
      return row.next() && row.getInt(1) > 0;
    }
  }

  private static boolean isWaiting(Statement statement, String sql) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%"
                + sql
                + "%'"
                + " AND state LIKE 'Waiting%'")) {
      return row.next() && row.getInt(1) > 0;
    }
  }

  @Test
  void macrosSeeTheAddressesOfAllMachines() {
    worker(1, "m1");
    Accepted made = dc1.clusters().create(Fixture.request("macros", 3));
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    assertThat(journal)
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
    assertThat(journal)
        .extracting(ran -> ran.task().action())
        .contains(TaskAction.CREATE, TaskAction.CONFIRM, TaskAction.INSTALL, TaskAction.DELETE);
    assertThat(journal)
        .allSatisfy(
            ran ->
                assertThat(ran.task().node().provider())
                    .isEqualTo(
                        ran.task().plugin() == PluginKind.PROVIDER
                            ? Map.of("apiKey", Fixture.API_KEY)
                            : Map.of()));
  }

  @Test
  void theSameKeyMakesOneClusterAndGivesOneAnswer() throws Exception {
    List<Callable<Accepted>> calls = new ArrayList<>();
    for (CooperageClient client : List.of(dc1, dc2, dc3)) {
      calls.add(() -> client.clusters().create(Fixture.request("once", 1), "one-key"));
    }
    Set<Accepted> answers = new HashSet<>();
    for (Future<Accepted> answer : together(calls)) {
      answers.add(answer.get());
    }
    assertThat(answers).hasSize(1);
    assertThat(dc1.clusters().list(1000, Optional.empty()).items())
        .filteredOn(cluster -> cluster.name().equals("once"))
        .hasSize(1);
  }

  @Test
  void aRepeatedCreationGetsItsAnswerWhenTheTemplateIsGone() throws Exception {
    EntityView template =
        dc1.catalog()
            .create(
                EntityKind.CLUSTERTEMPLATE,
                Json.MAPPER.readTree(
                    "{\"name\":\"fleeting\",\"defaults\":{\"services\":[\"store\"],\"provider\":\"sim\"}}"));
    ClusterCreateRequest request = Fixture.request("repeated", "fleeting", 1);
    Accepted made = dc1.clusters().create(request, "repeated-key");
    dc2.catalog().delete(EntityKind.CLUSTERTEMPLATE, "fleeting", template.version());
    assertThat(dc3.clusters().create(request, "repeated-key")).isEqualTo(made);
    assertThatThrownBy(() -> dc3.clusters().create(request, "another-key"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.INVALID_REQUEST)).isTrue());
  }

  @Test
  void usersSeeAndDeleteOnlyTheirOwnClusters() throws Exception {
    dc1.tenants().create(new TenantRequest("shared", -1, -1, 0));
    CooperageClient ann = new CooperageClient(servers.url(1), user("ann", Role.USER));
    CooperageClient bob = new CooperageClient(servers.url(2), user("bob", Role.USER));
    CooperageClient boss = new CooperageClient(servers.url(3), user("boss", Role.ADMIN));
    Accepted made = ann.clusters().create(Fixture.request("anns", 1));
    assertThat(ann.clusters().list(10, Optional.empty()).items()).hasSize(1);
    assertThat(bob.clusters().list(10, Optional.empty()).items()).isEmpty();
    assertThat(boss.clusters().list(10, Optional.empty()).items()).hasSize(1);
    List<Callable<Object>> refused =
        List.of(
            () -> bob.clusters().get(made.id()),
            () -> bob.clusters().delete(made.id()),
            () -> bob.jobs().get(made.job()),
            () -> bob.jobs().abort(made.job()));
    for (Callable<Object> call : refused) {
      assertThatThrownBy(call::call)
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.is(ErrorCode.NOT_FOUND)).isTrue());
    }
    assertThat(boss.jobs().get(made.job()).id()).isEqualTo(made.job());
    assertThat(ann.clusters().delete(made.id()).id()).isEqualTo(made.id());
    String subject = "cluster/" + made.id();
    String aborted = "job/" + made.job();
    Awaitility.await().untilAsserted(() -> assertThat(subjects(boss)).contains(subject, aborted));
    assertThat(subjects(ann)).contains(subject, aborted, "tenant/shared");
    assertThat(subjects(bob)).contains("tenant/shared").doesNotContain(subject, aborted);
    List<String> streamed = new ArrayList<>();
    Accepted bobs = bob.clusters().create(Fixture.request("bobs", 1));
    bob.events()
        .follow(
            Optional.of(0L),
            event -> {
              streamed.add(event.subject());
              return !event.subject().equals("cluster/" + bobs.id());
            });
    assertThat(streamed).contains("tenant/shared").doesNotContain(subject, aborted);
  }

  private static List<String> subjects(CooperageClient client) {
    return client.events().list(1000, 0).items().stream().map(EventView::subject).toList();
  }

  private static String user(String name, Role role) {
    TokenRequest request = new TokenRequest(name, "shared", name, role, Optional.empty());
    return dc1.tokens().create(request).secret().orElseThrow();
  }

  @Test
  void aClusterWhoseDeletionFailsExpiresOnlyOnce() {
    worker(
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
  void aTemplateOfPartsMayWriteItsCountsAsText() throws Exception {
    dc1.catalog()
        .create(
            EntityKind.CLUSTERTEMPLATE,
            Json.MAPPER.readTree(
                "{\"name\":\"heir\",\"extends\":{\"name\":\"pair\"},\"constraints\":{\"services\":"
                    + "{\"front\":{\"quantities\":{\"min\":\"1\",\"max\":\"1\"}}}}}"));
    DryRun plan = dc1.clusters().plan(Fixture.request("heirs", "heir", 2));
    assertThat(plan.layout().layouts()).hasSize(2);
  }

  @Test
  void aDryRunCommitsNothing() {
    int before = dc1.clusters().list(1000, Optional.empty()).items().size();
    DryRun plan = dc1.clusters().plan(Fixture.request("dry", 4));
    assertThat(plan.layout().layouts()).hasSize(1);
    assertThat(plan.plan().tasksTotal()).isEqualTo(4 * 9);
    assertThat(dc1.clusters().list(1000, Optional.empty()).items()).hasSize(before);
  }

  @Test
  void wrongRequestsAreRefusedWithTheirValues() {
    assertThatThrownBy(() -> dc1.clusters().create(Fixture.request("bad name!", 0)))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.is(ErrorCode.INVALID_REQUEST)).isTrue();
              assertThat(e.problem().errors()).hasSize(2);
            });
  }

  @Test
  void aTaskThatFailsThreeTimesLeavesTheClusterIncomplete() {
    worker(
        1,
        "f1",
        task ->
            LoopWorker.result(
                task, task.action() != TaskAction.INSTALL, "no space left on device"));
    Accepted made = dc1.clusters().create(Fixture.request("failing", 1));
    ClusterView view = Fixture.awaitState(dc1, made, ClusterState.INCOMPLETE);
    assertThat(view.statusMessage()).contains("INSTALL").contains("no space left on device");
    assertThat(journal)
        .filteredOn(ran -> ran.task().cluster().id().equals(made.id()))
        .filteredOn(ran -> ran.task().action() == TaskAction.INSTALL)
        .hasSizeBetween(3, 5);
    assertThat(dc1.jobs().get(made.job()).status()).isEqualTo(JobState.FAILED);
    assertThat(dc1.jobs().tasks(made.job(), 500, Optional.empty()).items())
        .noneMatch(
            task ->
                task.status() == TaskState.NOT_SUBMITTED || task.status() == TaskState.IN_PROGRESS);

    journal.clear();
    long asked = System.nanoTime();
    dc1.clusters().delete(made.id());
    Fixture.awaitState(dc1, made, ClusterState.TERMINATED);
    assertThat(journal)
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
    worker(
        1,
        "c1",
        task -> {
          boolean first = task.action() == TaskAction.CONFIRM && refused.add(task.node().tag());
          return LoopWorker.result(task, !first, "no login");
        });
    Accepted made = dc1.clusters().create(Fixture.request("confirm", 1));
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    assertThat(journal)
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
        worker(
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
        .until(() -> hasWorkers("dc2"));
    Accepted deletion = dc2.clusters().delete(made.id());
    Fixture.awaitState(dc1, made, ClusterState.TERMINATED);
    assertThat(dc1.jobs().get(made.job()).status()).isEqualTo(JobState.ABORTED);
    assertThat(dc1.jobs().get(deletion.job()).datacenter()).isEqualTo("dc2");
    held.countDown();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> slow.stale() == 1);
  }

  @Test
  void aRepeatedCreationThatTookTheLastOfTheQuotaGetsItsAnswer() throws Exception {
    dc1.tenants().create(new TenantRequest("one", 1, 100, 10));
    String token = servers.token("one", "user", "one-user");
    CooperageClient here = new CooperageClient(servers.url(1), token);
    CooperageClient elsewhere = new CooperageClient(servers.url(2), token);
    ClusterCreateRequest request = Fixture.request("only", 1);
    Accepted made = here.clusters().create(request, "only-key");
    assertThat(here.clusters().create(request, "only-key")).isEqualTo(made);
    assertThat(elsewhere.clusters().create(request, "only-key")).isEqualTo(made);
    assertThat(tenant("one").clusters()).isEqualTo(1);
  }

  @Test
  void quotasHoldUnderWritersInAllDatacenters() throws Exception {
    dc1.tenants().create(new TenantRequest("small", 3, 100, 10));
    String token = servers.token("small", "user", "small-user");
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      CooperageClient client = new CooperageClient(servers.url(1 + i % 3), token);
      String name = "q" + i;
      calls.add(
          () -> {
            try {
              client.clusters().create(Fixture.request(name, 1));
              return true;
            } catch (ApiException e) {
              assertThat(e.is(ErrorCode.QUOTA_EXCEEDED)).isTrue();
              return false;
            }
          });
    }
    int made = 0;
    for (Future<Boolean> call : together(calls)) {
      made += call.get() ? 1 : 0;
    }
    assertThat(made).isEqualTo(3);
    assertThat(tenant("small").clusters()).isEqualTo(3);
    worker(1, "q1");
    worker(2, "q2");
    worker(3, "q3");
    CooperageClient mine = new CooperageClient(servers.url(1), token);
    mine.clusters()
        .list(10, Optional.empty())
        .items()
        .forEach(cluster -> mine.clusters().delete(cluster.id()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> tenant("small").clusters() == 0 && tenant("small").nodes() == 0);
  }

  @Test
  void tasksOfASilentWorkerGoToAnother() {
    CountDownLatch never = new CountDownLatch(1);
    LoopWorker dying =
        worker(
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

  private static TenantView tenant(String name) {
    return dc1.tenants().list(100, Optional.empty()).items().stream()
        .filter(tenant -> tenant.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void assertEachTaskOnceAndOneAtATimeOnANode() {
    Map<String, List<LoopWorker.Ran>> byNode = new HashMap<>();
    Set<TaskRef> handOuts = new HashSet<>();
    for (LoopWorker.Ran ran : journal) {
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

  private static <T> List<Future<T>> together(List<Callable<T>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      return threads.invokeAll(calls);
    } finally {
      threads.shutdown();
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
