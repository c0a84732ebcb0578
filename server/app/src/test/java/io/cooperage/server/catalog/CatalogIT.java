package io.cooperage.server.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.ImportReport;
import io.cooperage.api.ImportedEntity;
import io.cooperage.api.Page;
import io.cooperage.api.TenantRequest;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.server.testing.ServerCluster;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The catalogue through real servers in two datacenters. */
class CatalogIT {
  private static ServerCluster cluster;
  private static final String LATE =
      """
      {"providers": [{"name": "late", "providertype": "sim"}],
       "hardwaretypes": [{"name": "late", "providermap": {"late": {"flavor": "f"}}}],
       "imagetypes": [{"name": "late", "providermap": {"late": {"image": "i"}}}],
       "services": [{"name": "late"}],
       "clustertemplates": [{"name": "late",
         "defaults": {"services": ["late"], "provider": "late", "hardwaretype": "late",
           "imagetype": "late"}}]}
      """;

  private static CooperageClient dc1;
  private static CooperageClient dc2;

  @BeforeAll
  static void start() throws Exception {
    cluster = ServerCluster.start(2);
    dc1 = new CooperageClient(cluster.url(1), cluster.superadminToken());
    dc2 = new CooperageClient(cluster.url(2), cluster.superadminToken());
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void everyWriteMakesAVersionThatStays() {
    EntityView first = dc1.catalog().create(EntityKind.SERVICE, service("versioned", "one"));
    assertThat(first.version()).isEqualTo(1);
    EntityView second =
        dc2.catalog().update(EntityKind.SERVICE, "versioned", 1, service("versioned", "two"));
    assertThat(second.version()).isEqualTo(2);
    assertThat(dc1.catalog().get(EntityKind.SERVICE, "versioned")).isEqualTo(second);
    assertThat(dc2.catalog().get(EntityKind.SERVICE, "versioned", 1)).isEqualTo(first);
    assertThat(
            dc1.catalog().versions(EntityKind.SERVICE, "versioned", 10, Optional.empty()).items())
        .containsExactly(second, first);
  }

  @Test
  void aDeletedDocumentIsOutOfSightButItsVersionsStay() {
    EntityView first = dc1.catalog().create(EntityKind.SERVICE, service("gone", "one"));
    dc1.catalog().delete(EntityKind.SERVICE, "gone", 1);
    assertThat(refusal(() -> dc2.catalog().get(EntityKind.SERVICE, "gone")).is(ErrorCode.NOT_FOUND))
        .isTrue();
    assertThat(dc2.catalog().get(EntityKind.SERVICE, "gone", 1)).isEqualTo(first);
    assertThat(refusal(() -> dc1.catalog().delete(EntityKind.SERVICE, "gone", 1)).status())
        .isEqualTo(404);
    EntityView again = dc2.catalog().create(EntityKind.SERVICE, service("gone", "again"));
    assertThat(again.version()).isEqualTo(2);
  }

  @Test
  void preconditionsAreKept() throws Exception {
    dc1.catalog().create(EntityKind.SERVICE, service("guarded", "one"));
    ApiException twice =
        refusal(() -> dc2.catalog().create(EntityKind.SERVICE, service("guarded", "x")));
    assertThat(twice.is(ErrorCode.CONFLICT)).isTrue();
    assertThat(twice).hasMessageContaining("version 1");
    dc2.catalog().update(EntityKind.SERVICE, "guarded", 1, service("guarded", "two"));
    ApiException stale =
        refusal(
            () -> dc1.catalog().update(EntityKind.SERVICE, "guarded", 1, service("guarded", "x")));
    assertThat(stale.is(ErrorCode.STALE_VERSION)).isTrue();
    assertThat(stale).hasMessageContaining("version 2");

    assertThat(put("guarded").statusCode()).isEqualTo(428);
    assertThat(put("guarded", "If-None-Match", "*").statusCode()).isEqualTo(412);
    assertThat(put("guarded", "If-Match", "\"2\"").headers().firstValue("ETag")).contains("\"3\"");
    assertThat(put("guarded", "If-Match", "*").headers().firstValue("ETag")).contains("\"4\"");
    assertThat(put("guarded", "If-Match", "soon").statusCode()).isEqualTo(400);
    assertThat(put("unknown", "If-Match", "\"1\"").statusCode()).isEqualTo(404);
    HttpResponse<String> fresh = put("fresh", "If-None-Match", "*");
    assertThat(fresh.statusCode()).isEqualTo(201);
    assertThat(fresh.headers().firstValue("Location").orElseThrow()).endsWith("/v3/services/fresh");
    HttpResponse<String> unchanged =
        cluster.send(
            cluster.request(1, "/v3/services/guarded").header("If-None-Match", "\"4\"").GET());
    assertThat(unchanged.statusCode()).isEqualTo(304);
  }

  @Test
  void ofWritersInTwoDatacentersOneSucceedsInEveryRound() throws Exception {
    dc1.catalog().create(EntityKind.SERVICE, service("contended", "start"));
    for (int round = 1; round <= 20; round++) {
      int version = round;
      List<Integer> statuses =
          together(
              client ->
                  client
                      .catalog()
                      .update(EntityKind.SERVICE, "contended", version, service("contended", "x")));
      assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412, 412);
    }
    assertThat(dc2.catalog().get(EntityKind.SERVICE, "contended").version()).isEqualTo(21);
  }

  @Test
  void aNameThatIsCreatedEverywhereAtOnceIsCreatedOnce() throws Exception {
    for (int round = 1; round <= 10; round++) {
      String name = "unique-" + round;
      assertThat(
              together(client -> client.catalog().create(EntityKind.SERVICE, service(name, "x"))))
          .containsExactlyInAnyOrder(200, 409, 409, 409);
    }
  }

  @Test
  void namesThatDifferInCaseAreTwo() {
    dc1.catalog().create(EntityKind.SERVICE, service("Case", "upper"));
    dc1.catalog().create(EntityKind.SERVICE, service("case", "lower"));
    assertThat(description(dc2.catalog().get(EntityKind.SERVICE, "Case"))).isEqualTo("upper");
    assertThat(description(dc2.catalog().get(EntityKind.SERVICE, "case"))).isEqualTo("lower");
  }

  @Test
  void listsArePagedByName() {
    for (String name : List.of("p1", "p2", "p3")) {
      dc1.catalog().create(EntityKind.IMAGETYPE, named(name));
    }
    Page<EntityView> first = dc2.catalog().list(EntityKind.IMAGETYPE, 2, Optional.of("p"));
    assertThat(first.items()).extracting(EntityView::name).containsExactly("p1", "p2");
    assertThat(first.next()).contains("p2");
    Page<EntityView> second = dc2.catalog().list(EntityKind.IMAGETYPE, 2, first.next());
    assertThat(second.items()).extracting(EntityView::name).containsExactly("p3");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void aTenantSeesItsOwnAndTheSharedWithoutTheirSecrets() throws Exception {
    dc1.tenants().create(new TenantRequest("acme", -1, -1, -1));
    CooperageClient admin =
        new CooperageClient(cluster.url(2), cluster.token("acme", "admin", "admin"));
    CooperageClient user =
        new CooperageClient(cluster.url(1), cluster.token("acme", "member", "user"));
    dc1.catalog().create(EntityKind.PROVIDER, provider("both", "shared-secret"));
    dc1.catalog().create(EntityKind.PROVIDER, provider("shared", "shared-secret"));
    admin.catalog().create(EntityKind.PROVIDER, provider("both", "own-secret"));

    assertThat(admin.catalog().get(EntityKind.PROVIDER, "both").tenant()).isEqualTo("acme");
    assertThat(dc1.catalog().get(EntityKind.PROVIDER, "both").tenant()).isEqualTo("superadmin");
    assertThat(admin.catalog().list(EntityKind.PROVIDER, 100, Optional.empty()).items())
        .filteredOn(view -> List.of("both", "shared").contains(view.name()))
        .extracting(EntityView::tenant)
        .containsExactly("acme", "superadmin");
    assertThat(secret(admin.catalog().get(EntityKind.PROVIDER, "both"))).isEqualTo("own-secret");
    assertThat(secret(admin.catalog().get(EntityKind.PROVIDER, "shared"))).isEqualTo("********");
    assertThat(secret(user.catalog().get(EntityKind.PROVIDER, "both"))).isEqualTo("********");
    assertThat(secret(dc2.catalog().get(EntityKind.PROVIDER, "shared"))).isEqualTo("shared-secret");
    assertThat(refusal(() -> user.catalog().create(EntityKind.SERVICE, service("no", ""))).status())
        .isEqualTo(403);
    assertThat(
            refusal(
                    () ->
                        admin
                            .catalog()
                            .update(EntityKind.PROVIDER, "shared", 1, provider("shared", "x")))
                .status())
        .isEqualTo(404);
    String audit = cluster.get(1, "/v3/audit?limit=1000").body();
    assertThat(audit).contains("catalog.created").doesNotContain("own-secret", "shared-secret");
  }

  @Test
  void anEventTellsOfAWriteInBothDatacenters() {
    dc1.catalog().create(EntityKind.SERVICE, service("told", "x"));
    List<String> seen = new ArrayList<>();
    dc2.events()
        .follow(
            Optional.of(0L),
            event -> {
              seen.add(event.type() + " " + event.subject());
              return !event.subject().equals("service/told");
            });
    assertThat(seen).last().isEqualTo("catalog.created service/told");
  }

  @Test
  void aBundleComesInWholeOrNotAtAll() throws Exception {
    ObjectNode bundle = CatalogJson.MAPPER.createObjectNode();
    bundle.withArray("/services").add(service("bundled", "one")).add(named("b 2"));
    assertThat(refusal(() -> dc1.catalog().importBundle(bundle, false)).problem().errors())
        .singleElement()
        .asString()
        .startsWith("services[1]");
    assertThat(refusal(() -> dc1.catalog().get(EntityKind.SERVICE, "bundled")).status())
        .isEqualTo(404);

    bundle.putArray("services").add(service("bundled", "one"));
    assertThat(outcomes(dc1.catalog().importBundle(bundle, true))).containsExactly("created");
    assertThat(refusal(() -> dc2.catalog().get(EntityKind.SERVICE, "bundled")).status())
        .isEqualTo(404);
    assertThat(outcomes(dc1.catalog().importBundle(bundle, false))).containsExactly("created");
    assertThat(outcomes(dc2.catalog().importBundle(bundle, false))).containsExactly("unchanged");
    bundle.putArray("services").add(service("bundled", "two"));
    assertThat(outcomes(dc2.catalog().importBundle(bundle, true))).containsExactly("updated");
    assertThat(outcomes(dc2.catalog().importBundle(bundle, false))).containsExactly("updated");
    assertThat(dc1.catalog().get(EntityKind.SERVICE, "bundled").version()).isEqualTo(2);
  }

  @Test
  void whatIsExportedImportsUnchanged() {
    dc1.catalog().create(EntityKind.CLUSTERTEMPLATE, RightDocuments.of(EntityKind.CLUSTERTEMPLATE));
    JsonNode exported = dc2.catalog().export();
    ImportReport report = dc1.catalog().importBundle(exported, true);
    assertThat(report.entities()).isNotEmpty();
    assertThat(report.entities()).extracting(ImportedEntity::outcome).containsOnly("unchanged");
  }

  @Test
  void theCorpusImportsUnchanged() throws Exception {
    Optional<ObjectNode> corpus = CorpusTest.bundle();
    assumeThat(corpus).as("COOPERAGE_CORPUS names a directory").isPresent();
    CooperageClient admin = tenant("corpus");
    assertThat(outcomes(admin.catalog().importBundle(corpus.get(), false))).containsOnly("created");
    assertThat(outcomes(admin.catalog().importBundle(corpus.get(), false)))
        .containsOnly("unchanged");
    JsonNode exported = admin.catalog().export();
    for (EntityKind kind : EntityKind.values()) {
      assertThat(exported.path(kind.plural()))
          .containsExactlyInAnyOrderElementsOf(corpus.get().path(kind.plural()));
    }
  }

  /** The cluster is made after the deletion has looked for some, and before it has committed. */
  @Test
  void aDeletionThatCouldNotSeeAClusterIsTakenBack() throws Exception {
    dc1.catalog().importBundle(CatalogJson.read(LATE.getBytes(UTF_8)), false);
    try (Connection holder = cluster.galera().node(1).connect();
        Statement sql = holder.createStatement()) {
      holder.setAutoCommit(false);
      sql.executeQuery(
          "SELECT version FROM %s.catalog_head WHERE tenant = 'superadmin' AND name = 'late'"
                  .formatted(LocalGalera.DATABASE)
              + " AND kind = 'clustertemplate' FOR UPDATE");
      CompletableFuture<Void> deletion =
          CompletableFuture.runAsync(
              () -> dc1.catalog().delete(EntityKind.CLUSTERTEMPLATE, "late", 1));
      Awaitility.await("it has looked, and waits for the row").until(() -> isWaiting(sql));
      String made = "{\"name\":\"late\",\"clusterTemplate\":\"late\",\"numMachines\":1}";
      assertThat(cluster.post(2, "/v3/clusters", made, "late").statusCode()).isEqualTo(202);
      holder.rollback();
      assertThatThrownBy(deletion::get)
          .cause()
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.is(ErrorCode.IN_USE)).isTrue());
    }
    EntityView back = dc2.catalog().get(EntityKind.CLUSTERTEMPLATE, "late");
    assertThat(back.version()).as("it was deleted, and is its next version").isEqualTo(2);
  }

  private static boolean isWaiting(Statement sql) throws SQLException {
    try (ResultSet found =
        sql.executeQuery(
            """
            SELECT 1
            FROM information_schema.innodb_trx
            WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE '%catalog_head%'
            """)) {
      return found.next();
    }
  }

  @Test
  void hostileRequestsAreTheCallersFault() throws Exception {
    for (String body :
        List.of("", "{", "null", "[]", "7", "{\"name\":5}", "{\"name\":\"a\u0000\"}")) {
      HttpResponse<String> answer = cluster.post(1, "/v3/services", body, "k" + body.hashCode());
      assertThat(answer.statusCode()).as(body).isBetween(400, 499);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/problem+json");
    }
    for (String path :
        List.of(
            "/v3/gadgets",
            "/v3/services/a%2Fb",
            "/v3/services/x?version=soon",
            "/v3/services/x?version=99999999999",
            "/v3/services?limit=0",
            "/v3/services?limit=x",
            "/v3/services/%00",
            "/v3/services/%F0%9F%98%80",
            "/v3/services/" + "n".repeat(300))) {
      assertThat(cluster.get(1, path).statusCode()).as(path).isBetween(400, 499);
    }
    assertThat(cluster.get(1, "/v3/services?after=%F0%9F%98%80").statusCode()).isLessThan(500);
  }

  private interface Write {
    void by(CooperageClient client);
  }

  /** Four at once, two in each datacenter; 200 stands for any success. */
  private static List<Integer> together(Write write) throws Exception {
    return Together.run(
        () -> write.by(dc1), () -> write.by(dc2), () -> write.by(dc1), () -> write.by(dc2));
  }

  private static CooperageClient tenant(String name) throws Exception {
    dc1.tenants().create(new TenantRequest(name, -1, -1, -1));
    return new CooperageClient(cluster.url(1), cluster.token(name, "admin", "admin"));
  }

  private static HttpResponse<String> put(String name, String... headers) throws Exception {
    HttpRequest.Builder request =
        cluster
            .request(1, "/v3/services/" + name)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"description\":\"put\"}"));
    return cluster.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static ApiException refusal(Runnable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call::run);
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private static List<String> outcomes(ImportReport report) {
    return report.entities().stream().map(ImportedEntity::outcome).toList();
  }

  private static String description(EntityView view) {
    return view.document().path("description").asText();
  }

  private static String secret(EntityView view) {
    return view.document().at("/provisioner/key").asText();
  }

  private static ObjectNode named(String name) {
    return CatalogJson.MAPPER.createObjectNode().put("name", name);
  }

  private static ObjectNode service(String name, String description) {
    return named(name).put("description", description);
  }

  private static ObjectNode provider(String name, String key) {
    ObjectNode provider = named(name).put("providertype", "pool");
    provider.putObject("provisioner").put("key", key);
    return provider;
  }
}
