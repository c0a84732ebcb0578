package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterSummary;
import io.cooperage.api.DryRun;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.EventView;
import io.cooperage.api.Role;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TenantView;
import io.cooperage.api.TokenRequest;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is asked for clusters, in whatever datacenter: templates, keys, quotas, users, refusals. */
class ClusterRequestsIT {
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
              () -> dc2.clusters().create(ClusterCreateRequest.of("late", "moving", 1)));
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
    ClusterCreateRequest request = ClusterCreateRequest.of("recalled", "recalled", 1);
    Accepted first = dc1.clusters().create(request, "recalled-1");
    assertThat(dc1.clusters().get(first.id()).clusterTemplateVersion()).isEqualTo(1);

    dc2.catalog().update(EntityKind.CLUSTERTEMPLATE, "recalled", 1, template);
    Accepted second = dc1.clusters().create(request, "recalled-2");
    assertThat(dc1.clusters().get(second.id()).clusterTemplateVersion()).isEqualTo(2);
    assertThat(dc1.clusters().get(first.id()).clusterTemplateVersion()).isEqualTo(1);

    ((ObjectNode) template.get("defaults")).remove("provider");
    dc2.catalog().update(EntityKind.CLUSTERTEMPLATE, "recalled", 2, template);
    assertThat(dc1.clusters().create(request, "recalled-2")).isEqualTo(second);
    assertThatThrownBy(() -> dc1.clusters().create(request, "recalled-3"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.INVALID_REQUEST)).isTrue());
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
    ClusterCreateRequest request = ClusterCreateRequest.of("repeated", "fleeting", 1);
    Accepted made = dc1.clusters().create(request, "repeated-key");
    dc2.catalog()
        .update(
            EntityKind.CLUSTERTEMPLATE,
            "fleeting",
            template.version(),
            Json.MAPPER.readTree(
                "{\"name\":\"fleeting\",\"defaults\":{\"services\":[\"store\"]}}"));
    assertThat(dc3.clusters().create(request, "repeated-key")).isEqualTo(made);
    assertThatThrownBy(() -> dc3.clusters().create(request, "another-key"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.INVALID_REQUEST)).isTrue());
  }

  @Test
  void usersSeeAndDeleteOnlyTheirOwnClusters() throws Exception {
    dc1.tenants().create(new TenantRequest("shared", -1, -1, -1));
    CooperageClient ann = new CooperageClient(servers.url(1), user("ann", Role.MEMBER));
    CooperageClient bob = new CooperageClient(servers.url(2), user("bob", Role.MEMBER));
    CooperageClient boss = new CooperageClient(servers.url(3), user("boss", Role.ADMIN));
    Accepted made = ann.clusters().create(Fixture.request("anns", 1));
    assertThat(ann.clusters().list(10, Optional.empty()).items()).hasSize(1);
    assertThat(bob.clusters().list(10, Optional.empty()).items()).isEmpty();
    assertThat(boss.clusters().list(10, Optional.empty()).items()).hasSize(1);
    assertThat(listed(boss, Optional.of("ann"))).containsExactly(made.id());
    assertThat(listed(boss, Optional.of("bob"))).isEmpty();
    assertThat(listed(bob, Optional.of("ann"))).isEmpty();
    assertThat(listed(dc2, Optional.of("ann"))).containsExactly(made.id());
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
  void aTemplateOfPartsMayWriteItsCountsAsText() throws Exception {
    dc1.catalog()
        .create(
            EntityKind.CLUSTERTEMPLATE,
            Json.MAPPER.readTree(
                "{\"name\":\"heir\",\"extends\":{\"name\":\"pair\"},\"constraints\":{\"services\":"
                    + "{\"front\":{\"quantities\":{\"min\":\"1\",\"max\":\"1\"}}}}}"));
    DryRun plan = dc1.clusters().plan(ClusterCreateRequest.of("heirs", "heir", 2));
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
  void aRepeatedCreationThatTookTheLastOfTheQuotaGetsItsAnswer() throws Exception {
    dc1.tenants().create(new TenantRequest("one", 1, 100, 10));
    String token = servers.token("one", "member", "one-user");
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
    String token = servers.token("small", "member", "small-user");
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

  private static TenantView tenant(String name) {
    return dc1.tenants().list(100, Optional.empty()).items().stream()
        .filter(tenant -> tenant.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static <T> List<Future<T>> together(List<Callable<T>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      return threads.invokeAll(calls);
    } finally {
      threads.shutdown();
    }
  }

  /** The pending clusters of the name "anns". */
  private static List<ClusterId> listed(CooperageClient client, Optional<String> owner) {
    return client
        .clusters()
        .list(Optional.of(ClusterState.PENDING), owner, Optional.of("anns"), 10, Optional.empty())
        .items()
        .stream()
        .map(ClusterSummary::id)
        .toList();
  }
}
