package io.cooperage.server.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterState;
import io.cooperage.api.DatacenterView;
import io.cooperage.api.DeliveryView;
import io.cooperage.api.PluginKind;
import io.cooperage.api.PoolHost;
import io.cooperage.api.ResourceView;
import io.cooperage.api.Role;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WebhookView;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.job.LoopWorker;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** One thing of each kind that paths can name, and who may do what with it. */
final class Things implements AutoCloseable {
  static final String TENANT = "alpha";
  static final String FOREIGN = "foreign";

  private final ServerCluster servers;
  private final CooperageClient root;
  private final CooperageClient admin;
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private final LoopWorker worker;
  private final JsonNode victims = resource("victims.json");
  private Optional<Accepted> cluster = Optional.empty();
  private int renewals;

  Things(ServerCluster servers) throws IOException {
    this.servers = servers;
    this.root = servers.client(1);
    root.tenants().create(new TenantRequest(TENANT, -1, -1, -1));
    root.tenants().create(new TenantRequest("beta", 5, 5, 5));
    root.tenants().create(new TenantRequest("victim", 5, 5, 5));
    tokens.put("admin", token(TENANT, Role.ADMIN));
    tokens.put("work", token("superadmin", Role.WORKER));
    tokens.put(FOREIGN, token("beta", Role.MEMBER));
    this.admin = new CooperageClient(servers.url(1), tokens.get("admin"));
    admin.catalog().importBundle(resource("base.json"), false);
    values.putAll(
        Map.of(
            "v3/{kind}", "services",
            "{kind}/{name}", "victim",
            "clustertemplates/{name}", "victim",
            "versions/{version}", "1",
            "diff/{other}", "1",
            "services/{name}", "store",
            "tenants/{name}", "victim",
            "datacenters/{name}", "dc1",
            "pools/{pool}", "lab",
            "hosts/{name}", "host"));
    values.putAll(
        Map.of(
            "resources/{kind}", "automator",
            "{kind}/{pluginType}", "victim",
            "{pluginType}/{resourceType}", "script",
            "{resourceType}/{name}", "a.sh"));
    this.worker =
        LoopWorker.start(servers.url(1), servers.superadminToken(), "w", LoopWorker.journal());
  }

  private static JsonNode resource(String name) throws IOException {
    try (InputStream in = Things.class.getResourceAsStream(name)) {
      return Json.MAPPER.readTree(in);
    }
  }

  private String token(String tenant, Role role) {
    return root.tokens()
        .create(new TokenRequest("pat", tenant, "pat", role, Optional.empty()))
        .secret()
        .orElseThrow();
  }

  /** Makes whatever is not there any more, so that the next requests meet something. */
  void renew() {
    renewals++;
    restoreCatalogue();
    renewCluster();
    values.put(
        "tokens/{id}",
        root.tokens()
            .create(new TokenRequest("victim", TENANT, "eve", Role.VIEWER, Optional.empty()))
            .id());
    renewWebhook();
    root.pools().put("lab", new PoolHost("host", "dc1", "10.9.9.9", 22, "root", "ssh-ed25519 A"));
    ResourceView script =
        admin
            .resources()
            .upload(
                PluginKind.AUTOMATOR,
                "victim",
                "script",
                "a.sh",
                "exit".getBytes(StandardCharsets.UTF_8));
    values.put("blobs/{sha256}", script.sha256());
    values.put(
        "workers/{id}",
        root.workers()
            .register(
                new WorkerRegistration(
                    "victim", 1, List.of("victim"), List.of("victim"), WorkerLabels.NONE))
            .id());
    for (DatacenterView datacenter : root.datacenters().list().items()) {
      if (datacenter.state().startsWith("drain")) {
        root.datacenters().undrain(datacenter.name());
      }
    }
  }

  /** A change that was accepted may stand in the way: then the victims stay as they are. */
  private void restoreCatalogue() {
    try {
      admin.catalog().importBundle(victims, false);
    } catch (ApiException e) {
      System.out.println("HostileInputIT: victims are not restored: " + e.getMessage());
    }
  }

  private void renewCluster() {
    if (cluster.isPresent() && isActive()) {
      return;
    }
    cluster = Optional.of(admin.clusters().create(request()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(this::isActive);
    values.put("clusters/{id}", cluster.get().id().toString());
    values.put("jobs/{id}", cluster.get().job().toString());
    values.put("tasks/{id}", cluster.get().job() + "-001");
  }

  private boolean isActive() {
    return admin.clusters().get(cluster.get().id()).status() == ClusterState.ACTIVE;
  }

  private static ClusterCreateRequest request() {
    return ClusterCreateRequest.of("victim", "pair", 1);
  }

  /** Nobody listens at its address, so that its deliveries wait to be tried again. */
  private void renewWebhook() {
    WebhookView made =
        admin
            .webhooks()
            .create(
                new WebhookRequest(
                    webhook(),
                    "http://127.0.0.1:1/",
                    List.of("*"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    values.put("webhooks/{id}", made.id());
    values.put(
        "deliveries/{position}",
        admin
            .webhooks()
            .deliveries(made.id(), Optional.empty(), 1, Optional.empty())
            .items()
            .stream()
            .map(DeliveryView::position)
            .map(String::valueOf)
            .findFirst()
            .orElse("1"));
  }

  /** The name of the webhook that there is. */
  String webhook() {
    return "victim-" + renewals;
  }

  /**
   * A thing for a parameter of a path.
   *
   * @param place the part of the path with the parameter and what stands before it, such as {@code
   *     clusters/{id}}
   */
  String value(String place) {
    return values.getOrDefault(place, "victim");
  }

  /** A right document of a kind. */
  JsonNode document(String plural) {
    return victims.at("/" + plural + "/0");
  }

  JsonNode bundle() {
    return victims;
  }

  /** The token of a caller who has one of {@code scopes}, and the things. */
  String tokenFor(List<String> scopes) {
    if (scopes.contains("work")) {
      return tokens.get("work");
    }
    boolean all = scopes.stream().anyMatch(scope -> scope.startsWith("installation"));
    return all ? servers.superadminToken() : tokens.get("admin");
  }

  /** The token of a member of another tenant. */
  String foreignToken() {
    return tokens.get(FOREIGN);
  }

  @Override
  public void close() {
    worker.close();
  }
}
