package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.ResolvedTemplate;
import io.cooperage.api.TenantRequest;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
          together(
              () -> dc1.catalog().create(EntityKind.CLUSTERTEMPLATE, extending(a, b)),
              () -> dc2.catalog().create(EntityKind.CLUSTERTEMPLATE, extending(b, a)));
      assertThat(statuses).containsExactlyInAnyOrder(200, 422);
    }
  }

  private static JsonNode extending(String name, String parent) {
    ObjectNode template = CatalogJson.MAPPER.createObjectNode().put("name", name);
    template.putObject("extends").put("name", parent);
    return template;
  }

  /** What became of both, begun at the same moment; 200 stands for any success. */
  static List<Integer> together(Runnable... calls) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(calls.length);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Integer>> running = new ArrayList<>();
      for (Runnable call : calls) {
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  try {
                    call.run();
                    return 200;
                  } catch (ApiException e) {
                    return e.status();
                  }
                }));
      }
      start.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> one : running) {
        statuses.add(one.get());
      }
      return statuses;
    } finally {
      executor.shutdownNow();
    }
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
