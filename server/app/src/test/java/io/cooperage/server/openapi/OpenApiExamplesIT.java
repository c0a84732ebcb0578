package io.cooperage.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.TenantRequest;
import io.cooperage.client.Answer;
import io.cooperage.client.Call;
import io.cooperage.client.CatalogDirectory;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.Server;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server takes what the OpenAPI document shows, and answers what it shows. */
class OpenApiExamplesIT {
  private static ServerCluster cluster;
  private static CooperageClient superadmin;
  private static CooperageClient admin;
  private static Answer<JsonNode> tenant;
  private static JsonNode document;

  private final OpenApiPages pages = OpenApiPages.read();

  @BeforeAll
  static void start() throws Exception {
    document = Json.MAPPER.readTree(Path.of("../../docs/reference/openapi.json").toFile());
    cluster = ServerCluster.start(1);
    superadmin = cluster.client(1);
    CatalogDirectory.read(Path.of("../../catalog")).load(superadmin, false);
    tenant =
        superadmin.call(
            Call.post("tenants").json(OpenApiPages.read().record("TenantRequest")), JsonNode.class);
    admin = new CooperageClient(cluster.url(1), cluster.token("acme", "admin", "ada"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void tenantsAreMadeAsShown() {
    assertThat(tenant.status()).isEqualTo(201);
    assertThat(tenant.body()).isEqualTo(shown("/v3/tenants", "post", 201));
  }

  @Test
  void aClusterIsPlannedAsShown() throws Exception {
    superadmin.tenants().create(new TenantRequest("others", -1, -1, -1));
    CooperageClient other =
        new CooperageClient(cluster.url(1), cluster.token("others", "admin", "ada"));
    JsonNode request = pages.requests("createCluster").values().iterator().next();
    Answer<JsonNode> answer =
        other.call(Call.post("clusters").query("dryRun", true).json(request), JsonNode.class);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(shown("/v3/clusters", "post", 200));
  }

  @Test
  void documentsOfEachKindAreMade() {
    pages
        .requests("createEntity")
        .forEach(
            (kind, body) -> {
              Answer<JsonNode> answer = admin.call(Call.post(kind).json(body), JsonNode.class);
              assertThat(answer.status()).as(kind).isEqualTo(201);
              assertThat(answer.body().get("document")).as(kind).isEqualTo(body);
              assertThat(fields(answer.body())).isEqualTo(fields(pages.record("EntityView")));
            });
    JsonNode made = admin.call(Call.get("hardwaretypes", "large"), JsonNode.class).body();
    ObjectNode expected = shown("/v3/{kind}", "post", 201).deepCopy();
    expected.set("modifiedTime", made.get("modifiedTime"));
    assertThat(made).isEqualTo(expected);
    pages
        .requests("importCatalog")
        .values()
        .forEach(bundle -> admin.catalog().importBundle(bundle, true));
  }

  @Test
  void tokensAndWebhooksAreMadeAndGetOtherSecrets() {
    for (JsonNode body : pages.requests("createToken").values()) {
      JsonNode made = superadmin.call(Call.post("tokens").json(body), JsonNode.class).body();
      assertThat(fields(made)).isEqualTo(fields(pages.record("TokenView")));
      Call rotate = Call.post("tokens", made.get("id").textValue(), "rotate");
      superadmin.call(rotate.json(pages.record("TokenRotation")), JsonNode.class);
    }
    JsonNode request = pages.record("WebhookRequest");
    JsonNode made = admin.call(Call.post("webhooks").json(request), JsonNode.class).body();
    assertThat(fields(made)).isEqualTo(fields(pages.record("WebhookView")));
    String id = made.get("id").textValue();
    admin.call(Call.put("webhooks", id).json(request), JsonNode.class);
    pages
        .requests("rotateWebhookSecret")
        .values()
        .forEach(
            body -> admin.call(Call.post("webhooks", id, "secret").json(body), JsonNode.class));
  }

  @Test
  void hostsOfPoolsAndWorkersAreTaken() {
    JsonNode host = pages.record("PoolHost");
    Answer<JsonNode> put =
        superadmin.call(
            Call.put("pools", "lab", "hosts", host.get("name").textValue()).json(host),
            JsonNode.class);
    assertThat(put.body()).isEqualTo(shown("/v3/pools/{pool}/hosts/{name}", "put", 200));
    JsonNode session =
        superadmin
            .call(Call.post("workers").json(pages.record("WorkerRegistration")), JsonNode.class)
            .body();
    ObjectNode expected = pages.record("WorkerSession").deepCopy();
    expected.set("id", session.get("id"));
    assertThat(session).isEqualTo(expected);
  }

  @Test
  void aServerSaysOfItselfWhatIsShown() {
    Server server = superadmin.server();
    assertThat(Map.of("status", server.live())).isEqualTo(word("/health/live"));
    assertThat(Map.of("status", server.ready())).isEqualTo(word("/health/ready"));
    assertThat(Map.of("status", server.datacenter())).isEqualTo(word("/health/dc"));
    assertThat(fields(server.health())).isEqualTo(fields(pages.record("HealthView")));
    assertThat(server.metrics()).contains("# TYPE galera_node_usable gauge");
    assertThat(server.openApi()).isEqualTo(document);
  }

  private Map<String, String> word(String path) {
    return Map.of("status", shown(path, "get", 200).get("status").textValue());
  }

  /** The body of an answer that is shown. */
  private JsonNode shown(String path, String verb, int status) {
    JsonNode content =
        document
            .path("paths")
            .path(path)
            .path(verb)
            .path("responses")
            .path(Integer.toString(status))
            .path("content");
    return content.path("application/json").path("examples").path("answer").path("value");
  }

  private static List<String> fields(JsonNode object) {
    List<String> fields = new ArrayList<>();
    Json.tree(object).fieldNames().forEachRemaining(fields::add);
    return fields;
  }
}
