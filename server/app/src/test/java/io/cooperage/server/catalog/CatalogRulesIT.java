package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.Difference;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityUsage;
import io.cooperage.api.EntityView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.ImportReport;
import io.cooperage.api.Page;
import io.cooperage.api.ResolvedTemplate;
import io.cooperage.api.TenantRequest;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds between documents, through real servers in two datacenters. */
class CatalogRulesIT {
  private static final int ROUNDS = 10;
  private static ServerCluster cluster;
  private static CooperageClient dc1;
  private static CooperageClient dc2;

  @BeforeAll
  static void start() throws Exception {
    cluster = ServerCluster.start(2);
    dc1 = cluster.client(1);
    dc2 = cluster.client(2);
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aResolvedTemplateSaysWhereEachValueIsFrom() {
    create(EntityKind.PARTIALTEMPLATE, "{'name':'r-fixed','immutable':true," + suffix("a.org"));
    create(EntityKind.CLUSTERTEMPLATE, "{'name':'r-base','defaults':{'services':['s1']}}");
    JsonNode own =
        json(
            "{'name':'r-own','extends':{'name':'r-base'},'includes':[{'name':'r-fixed'}],"
                + "'defaults':{'services':['s2']}}");
    ResolvedTemplate draft = dc2.catalog().resolve(own);
    assertThat(draft.version()).isZero();
    assertThat(draft.document().at("/defaults/services")).isEqualTo(json("['s1','s2']"));
    assertThat(refusal(() -> dc1.catalog().resolved("r-own")).status()).isEqualTo(404);

    dc1.catalog().create(EntityKind.CLUSTERTEMPLATE, own);
    ResolvedTemplate stored = dc2.catalog().resolved("r-own");
    assertThat(stored.document()).isEqualTo(draft.document());
    assertThat(stored.parts())
        .extracting(part -> part.name() + " " + part.version() + " " + part.role())
        .containsExactly("r-base 1 extends", "r-fixed 1 includes", "r-own 1 own");
    assertThat(stored.origins())
        .extracting(
            origin -> origin.path() + " " + origin.name() + " " + origin.fixedBy().isPresent())
        .containsExactlyInAnyOrder(
            "/defaults/services r-base false",
            "/defaults/services r-own false",
            "/defaults/dnsSuffix r-fixed true");
  }

  @Test
  void aDocumentThatBreaksTheRulesIsRefusedAtWriteAtImportAndInADryRun() {
    create(EntityKind.PARTIALTEMPLATE, "{'name':'w-fixed','immutable':true," + suffix("a.org"));
    JsonNode over = json("{'name':'w-over','includes':[{'name':'w-fixed'}]," + suffix("b.org"));
    for (ApiException refused :
        List.of(
            refusal(() -> dc1.catalog().create(EntityKind.CLUSTERTEMPLATE, over)),
            refusal(() -> dc2.catalog().importBundle(bundle(over), false)),
            refusal(() -> dc2.catalog().importBundle(bundle(over), true)))) {
      assertThat(refused.is(ErrorCode.INVALID_DOCUMENT)).isTrue();
      assertThat(refused.problem().errors())
          .singleElement()
          .asString()
          .contains("clustertemplate \"w-over\"", "defaults.dnsSuffix is \"a.org\"", "w-fixed");
    }
    assertThat(refusal(() -> dc2.catalog().resolve(over)).is(ErrorCode.UNSATISFIABLE)).isTrue();
    assertThat(
            refusal(
                    () ->
                        dc1.catalog()
                            .importBundle(
                                bundle(
                                    json("{'name':'w-a','extends':{'name':'w-b'}}"),
                                    json("{'name':'w-b','extends':{'name':'w-a'}}")),
                                false))
                .problem()
                .errors())
        .anyMatch(line -> line.contains("circle: w-a, w-b, w-a"));
    assertThat(refusal(() -> dc1.catalog().get(EntityKind.CLUSTERTEMPLATE, "w-a")).status())
        .isEqualTo(404);
  }

  @Test
  void aPartThatWouldBreakItsTemplatesIsRefusedUnlessTheyAreMendedInTheSameImport() {
    create(EntityKind.PARTIALTEMPLATE, "{'name':'c-part','immutable':true," + suffix("a.org"));
    create(
        EntityKind.CLUSTERTEMPLATE,
        "{'name':'c-child','includes':[{'name':'c-part'}]," + suffix("a.org"));
    JsonNode part = json("{'name':'c-part','immutable':true," + suffix("b.org"));
    assertThat(
            refusal(() -> dc2.catalog().update(EntityKind.PARTIALTEMPLATE, "c-part", 1, part))
                .problem()
                .errors())
        .singleElement()
        .asString()
        .startsWith("clustertemplate \"c-child\"");
    ObjectNode both =
        bundle(json("{'name':'c-child','includes':[{'name':'c-part'}]," + suffix("b.org")));
    both.withArray("/partialtemplates").add(part);
    dc2.catalog().importBundle(both, false);
    assertThat(dc1.catalog().resolved("c-child").document().at("/defaults/dnsSuffix").asText())
        .isEqualTo("b.org");
  }

  @Test
  void whatASharedPartBreaksForATenantIsToldOf() throws Exception {
    CooperageClient acme = tenant("acme");
    create(EntityKind.PARTIALTEMPLATE, "{'name':'t-part'}");
    acme.catalog()
        .create(
            EntityKind.CLUSTERTEMPLATE,
            json("{'name':'t-own','includes':[{'name':'t-part'}]," + suffix("acme.org")));
    ObjectNode bundle = CatalogJson.MAPPER.createObjectNode();
    bundle
        .withArray("/partialtemplates")
        .add(json("{'name':'t-part','immutable':true," + suffix("b.org")));
    assertThat(dc1.catalog().importBundle(bundle, true).breaks())
        .singleElement()
        .asString()
        .startsWith("tenant \"acme\", clustertemplate \"t-own\": defaults.dnsSuffix is \"b.org\"");
    assertThat(dc1.catalog().importBundle(bundle, false).breaks()).hasSize(1);
    assertThat(cluster.get(2, "/v3/audit?limit=1000").body()).contains("catalog.breaks");
    assertThat(refusal(() -> acme.catalog().resolved("t-own")).is(ErrorCode.UNSATISFIABLE))
        .isTrue();
  }

  @Test
  void ofTwoDatacentersThatWouldCloseACircleTogetherOneIsRefusedInEveryRound() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      String a = "circle-a" + round;
      String b = "circle-b" + round;
      List<Integer> statuses =
          Together.run(
              () -> dc1.catalog().create(EntityKind.CLUSTERTEMPLATE, extending(a, b)),
              () -> dc2.catalog().create(EntityKind.CLUSTERTEMPLATE, extending(b, a)));
      assertThat(statuses).containsExactlyInAnyOrder(200, 422);
    }
  }

  @Test
  void aDocumentInUseIsNotDeletedAndTheAnswerSaysWhatUsesIt() {
    create(EntityKind.SERVICE, "{'name':'u-base','dependencies':{'provides':['u-alias']}}");
    create(EntityKind.SERVICE, service("u-web", "u-base"));
    create(EntityKind.SERVICE, service("u-other", "u-alias"));
    create(EntityKind.CLUSTERTEMPLATE, "{'name':'u-t','defaults':{'services':['u-base']}}");
    ApiException refused = refusal(() -> dc2.catalog().delete(EntityKind.SERVICE, "u-base", 1));
    assertThat(refused.is(ErrorCode.IN_USE)).isTrue();
    assertThat(refused.problem().errors())
        .containsExactlyInAnyOrder(
            "service \"u-web\" of tenant \"superadmin\" names it in dependencies.install.requires",
            "service \"u-other\" of tenant \"superadmin\" names it in dependencies.install.requires",
            "clustertemplate \"u-t\" of tenant \"superadmin\" names it in defaults.services");
    assertThat(dc1.catalog().usage(EntityKind.SERVICE, "u-base").documentCount()).isEqualTo(3);

    create(EntityKind.SERVICE, "{'name':'u-second','dependencies':{'provides':['u-alias']}}");
    dc1.catalog().delete(EntityKind.CLUSTERTEMPLATE, "u-t", 1);
    dc1.catalog().delete(EntityKind.SERVICE, "u-web", 1);
    dc2.catalog().delete(EntityKind.SERVICE, "u-base", 1);
    assertThat(
            refusal(() -> create(EntityKind.SERVICE, service("u-new", "u-base")))
                .problem()
                .errors())
        .singleElement()
        .asString()
        .contains("names the service \"u-base\", which is deleted");
    assertThat(dc1.catalog().undelete(EntityKind.SERVICE, "u-base").version()).isEqualTo(2);
    create(EntityKind.SERVICE, service("u-new", "u-base"));
    assertThat(
            refusal(() -> dc2.catalog().undelete(EntityKind.SERVICE, "u-base"))
                .is(ErrorCode.CONFLICT))
        .isTrue();
  }

  @Test
  void aTenantsOwnDocumentMayGoWhereASharedOneStandsBehindIt() throws Exception {
    CooperageClient acme = tenant("behind");
    create(EntityKind.SERVICE, "{'name':'b-both'}");
    acme.catalog().create(EntityKind.SERVICE, json("{'name':'b-both'}"));
    acme.catalog().create(EntityKind.SERVICE, json(service("b-user", "b-both")));
    dc2.catalog().delete(EntityKind.SERVICE, "b-both", 1);
    assertThat(
            refusal(() -> acme.catalog().delete(EntityKind.SERVICE, "b-both", 1))
                .is(ErrorCode.IN_USE))
        .isTrue();
    dc1.catalog().undelete(EntityKind.SERVICE, "b-both");
    acme.catalog().delete(EntityKind.SERVICE, "b-both", 1);
    ApiException shared = refusal(() -> dc2.catalog().delete(EntityKind.SERVICE, "b-both", 2));
    assertThat(shared.problem().errors())
        .singleElement()
        .asString()
        .startsWith("service \"b-user\" of tenant \"behind\"");
  }

  @Test
  void ofADeletionAndAWriterElsewhereThatBeginsToUseItOneSucceedsInEveryRound() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      String base = "race-" + round;
      create(EntityKind.SERVICE, "{'name':'" + base + "'}");
      String user = service("user-of-" + base, base);
      List<Integer> statuses =
          Together.run(
              () -> dc1.catalog().delete(EntityKind.SERVICE, base, 1),
              () -> dc2.catalog().create(EntityKind.SERVICE, json(user)));
      assertThat(statuses).isIn(List.of(200, 422), List.of(409, 200));
    }
  }

  @Test
  void clustersHoldWhatTheyWereMadeFromUntilTheyAreTerminated() {
    create(EntityKind.PROVIDER, "{'name':'l-sim','providertype':'sim'}");
    create(EntityKind.HARDWARETYPE, "{'name':'l-small','providermap':{'l-sim':{'flavor':'s'}}}");
    create(EntityKind.IMAGETYPE, "{'name':'l.linux','providermap':{'l-sim':{'image':'i'}}}");
    create(EntityKind.SERVICE, "{'name':'l-web'}");
    create(
        EntityKind.CLUSTERTEMPLATE,
        "{'name':'l-t','defaults':{'services':['l-web'],'provider':'l-sim','hardwaretype':'l-small',"
            + "'imagetype':'l.linux'}}");
    Accepted made = dc1.clusters().create(ClusterCreateRequest.of("held", "l-t", 1));
    for (EntityKind kind :
        List.of(EntityKind.CLUSTERTEMPLATE, EntityKind.SERVICE, EntityKind.IMAGETYPE)) {
      String name =
          Map.of(EntityKind.SERVICE, "l-web", EntityKind.IMAGETYPE, "l.linux")
              .getOrDefault(kind, "l-t");
      EntityUsage usage = dc2.catalog().usage(kind, name);
      assertThat(usage.clusterCount()).as(name).isEqualTo(1);
      assertThat(usage.clusters().get(0).id()).isEqualTo(made.id());
    }
    assertThat(dc2.catalog().usage(EntityKind.PROVIDER, "l-sim").clusterCount()).isEqualTo(1);
    assertThat(dc2.catalog().usage(EntityKind.HARDWARETYPE, "l-small").clusterCount()).isEqualTo(1);
    ApiException refused =
        refusal(() -> dc2.catalog().delete(EntityKind.CLUSTERTEMPLATE, "l-t", 1));
    assertThat(refused.is(ErrorCode.IN_USE)).isTrue();
    assertThat(refused.problem().errors())
        .containsExactly(
            "cluster %s \"held\" of tenant \"superadmin\" is pending".formatted(made.id()));
  }

  @Test
  void aDeletionDuringACreationTellsTheTruthAboutItsOutcome() throws Exception {
    create(EntityKind.PROVIDER, "{'name':'m-sim','providertype':'sim'}");
    create(EntityKind.HARDWARETYPE, "{'name':'m-small','providermap':{'m-sim':{'flavor':'s'}}}");
    create(EntityKind.IMAGETYPE, "{'name':'m-linux','providermap':{'m-sim':{'image':'i'}}}");
    create(EntityKind.SERVICE, "{'name':'m-web'}");
    for (int round = 1; round <= ROUNDS; round++) {
      String name = "m-t" + round;
      create(
          EntityKind.CLUSTERTEMPLATE,
          ("{'name':'%s','defaults':{'services':['m-web'],'provider':'m-sim','hardwaretype':"
                  + "'m-small','imagetype':'m-linux'}}")
              .formatted(name));
      List<Integer> statuses =
          Together.run(
              () -> dc1.catalog().delete(EntityKind.CLUSTERTEMPLATE, name, 1),
              () -> dc2.clusters().create(ClusterCreateRequest.of(name, name, 1)));
      assertThat(statuses.get(0)).isIn(200, 409);
      assertThat(statuses.get(1)).isIn(200, 400);
      assertThat(statuses).isNotEqualTo(List.of(409, 400));
      boolean deleted = statuses.get(0) == 200;
      int seen = cluster.get(2, "/v3/clustertemplates/" + name).statusCode();
      assertThat(seen).isEqualTo(deleted ? 404 : 200);
    }
  }

  @Test
  void anOlderVersionIsComparedAndRestored() throws Exception {
    create(EntityKind.SERVICE, "{'name':'v','description':'one'}");
    dc2.catalog().update(EntityKind.SERVICE, "v", 1, json("{'name':'v','icon':'i'}"));
    assertThat(dc1.catalog().diff(EntityKind.SERVICE, "v", 1, 2).differences())
        .extracting(Difference::path)
        .containsExactly("/description", "/icon");
    assertThat(refusal(() -> dc1.catalog().diff(EntityKind.SERVICE, "v", 1, 3)).status())
        .isEqualTo(404);
    assertThat(
            refusal(() -> dc1.catalog().restore(EntityKind.SERVICE, "v", 1, 1))
                .is(ErrorCode.STALE_VERSION))
        .isTrue();
    assertThat(dc1.catalog().restore(EntityKind.SERVICE, "v", 2, 1).version()).isEqualTo(3);
    Page<EntityView> versions =
        dc2.catalog().versions(EntityKind.SERVICE, "v", 2, Optional.empty());
    assertThat(versions.items()).extracting(EntityView::version).containsExactly(3, 2);
    assertThat(versions.items()).extracting(EntityView::modifiedBy).containsOnly("test");
    assertThat(versions.next()).contains("2");
    assertThat(
            cluster
                .send(
                    cluster
                        .request(1, "/v3/services/v/versions/1")
                        .header("If-None-Match", "\"1\"")
                        .GET())
                .statusCode())
        .isEqualTo(304);
  }

  @Test
  void aDryRunShowsWhatWouldChange() {
    create(EntityKind.SERVICE, "{'name':'d-web','description':'one'}");
    ObjectNode bundle = CatalogJson.MAPPER.createObjectNode();
    bundle
        .withArray("/services")
        .add(json("{'name':'d-new'}"))
        .add(json("{'name':'d-web','description':'two'}"));
    ImportReport report = dc2.catalog().importBundle(bundle, true);
    assertThat(report.entities())
        .extracting(one -> one.name() + " " + one.outcome() + " " + one.differences().size())
        .containsExactly("d-new created 0", "d-web updated 1");
    assertThat(report.entities().get(1).differences())
        .containsExactly(
            new Difference(
                "/description",
                Optional.of(new TextNode("one")),
                Optional.of(new TextNode("two"))));
    assertThat(dc1.catalog().get(EntityKind.SERVICE, "d-web").version()).isEqualTo(1);
  }

  private static String service(String name, String requires) {
    return "{'name':'%s','dependencies':{'install':{'requires':['%s']}}}".formatted(name, requires);
  }

  private static JsonNode extending(String name, String parent) {
    ObjectNode template = CatalogJson.MAPPER.createObjectNode().put("name", name);
    template.putObject("extends").put("name", parent);
    return template;
  }

  private static CooperageClient tenant(String name) throws Exception {
    dc1.tenants().create(new TenantRequest(name, -1, -1, 0));
    return new CooperageClient(cluster.url(1), cluster.token(name, "admin", "admin"));
  }

  private static void create(EntityKind kind, String document) {
    dc1.catalog().create(kind, json(document));
  }

  private static ObjectNode bundle(JsonNode... templates) {
    ObjectNode bundle = CatalogJson.MAPPER.createObjectNode();
    for (JsonNode template : templates) {
      bundle.withArray("/clustertemplates").add(template);
    }
    return bundle;
  }

  /** The end of a document with this DNS suffix. */
  private static String suffix(String domain) {
    return "'defaults':{'dnsSuffix':'" + domain + "'}}";
  }

  private static JsonNode json(String text) {
    return CatalogJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static ApiException refusal(Runnable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call::run);
    assertThat(refusal).isNotNull();
    return refusal;
  }
}
