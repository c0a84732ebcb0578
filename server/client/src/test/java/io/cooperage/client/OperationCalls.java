package io.cooperage.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.EntityKind;
import io.cooperage.api.Heartbeat;
import io.cooperage.api.JobId;
import io.cooperage.api.PluginKind;
import io.cooperage.api.PoolClaim;
import io.cooperage.api.PoolHost;
import io.cooperage.api.ReconfigureRequest;
import io.cooperage.api.ResourceView;
import io.cooperage.api.Role;
import io.cooperage.api.ScaleRequest;
import io.cooperage.api.SecretRotation;
import io.cooperage.api.SyncRequest;
import io.cooperage.api.TakeRequest;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenRotation;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** How each operation of the API is asked for with the client, by the operation's id. */
final class OperationCalls {
  private static final Optional<String> FIRST = Optional.empty();
  private static final ClusterId CLUSTER = new ClusterId(42);
  private static final JobId JOB = CLUSTER.job(1);
  private static final TaskId TASK = JOB.task(8);
  private static final TaskRef HELD = new TaskRef(TASK, "4.1");
  private static final JsonNode DOCUMENT =
      JsonNodeFactory.instance.objectNode().put("name", "large");
  private static final Optional<String> WEB = Optional.of("web-server");

  private final SortedMap<String, Consumer<CooperageClient>> calls = new TreeMap<>();

  private OperationCalls() {}

  static SortedMap<String, Consumer<CooperageClient>> all() {
    OperationCalls all = new OperationCalls();
    all.addClusters();
    all.addOperations();
    all.addJobsAndTasks();
    all.addWorkers();
    all.addCatalog();
    all.addVersions();
    all.addResources();
    all.addPools();
    all.addTenantsAndTokens();
    all.addWebhooks();
    all.addReports();
    all.addInstallation();
    return all.calls;
  }

  private void on(String operation, Consumer<CooperageClient> call) {
    if (calls.put(operation, call) != null) {
      throw new IllegalStateException(operation + " is there twice");
    }
  }

  private void addClusters() {
    ClusterCreateRequest wanted = ClusterCreateRequest.of("shop", "web-tier", 2);
    on(
        "createCluster",
        client -> {
          client.clusters().create(wanted);
          client.clusters().plan(wanted);
        });
    on("listClusters", client -> client.clusters().list(10, FIRST));
    on("getCluster", client -> client.clusters().get(CLUSTER));
    on(
        "deleteCluster",
        client -> {
          client.clusters().delete(CLUSTER);
          client.clusters().planDelete(CLUSTER);
        });
    on("listClusterJobs", client -> client.clusters().jobs(CLUSTER, 10, FIRST));
    on(
        "extendLease",
        client -> {
          client.clusters().of(CLUSTER).extendLease(Optional.empty());
          client.clusters().of(CLUSTER).planLease(Optional.empty());
        });
  }

  private void addOperations() {
    begin(
        "reconfigureCluster",
        cluster ->
            cluster.reconfigure(
                new ReconfigureRequest(
                    Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty())));
    begin(
        "scaleCluster",
        cluster ->
            cluster.scale(
                new ScaleRequest(
                    Optional.of(3), Optional.empty(), Optional.empty(), Optional.empty())));
    begin("syncCluster", cluster -> cluster.sync(new SyncRequest(Optional.empty())));
    begin("addServices", cluster -> cluster.addServices(List.of("monitor")));
    begin("removeServices", cluster -> cluster.removeServices(List.of("monitor")));
    begin("removeService", cluster -> cluster.removeService("monitor"));
    begin("startServices", cluster -> cluster.start(Optional.empty()));
    begin("startService", cluster -> cluster.start(WEB));
    begin("stopServices", cluster -> cluster.stop(Optional.empty()));
    begin("stopService", cluster -> cluster.stop(WEB));
    begin("restartServices", cluster -> cluster.restart(Optional.empty()));
    begin("restartService", cluster -> cluster.restart(WEB));
  }

  private interface Change {
    ClusterOperations.Wish of(ClusterOperations cluster);
  }

  private void begin(String operation, Change change) {
    on(
        operation,
        client -> {
          ClusterOperations.Wish wish = change.of(client.clusters().of(CLUSTER));
          wish.begin();
          wish.ifMatch(3).plan();
        });
  }

  private void addJobsAndTasks() {
    on("getJob", client -> client.jobs().get(JOB));
    on("getJobPlan", client -> client.jobs().plan(JOB));
    on("listJobTasks", client -> client.jobs().tasks(JOB, 10, FIRST));
    on("abortJob", client -> client.jobs().abort(JOB));
    on("pauseJob", client -> client.jobs().pause(JOB));
    on("resumeJob", client -> client.jobs().resume(JOB));
    on("retryJob", client -> client.jobs().retry(JOB));
    on("getTask", client -> client.tasks().get(TASK));
    on("getTaskOutput", client -> client.tasks().output(TASK));
    on("retryTask", client -> client.tasks().retry(TASK));
    on("skipTask", client -> client.tasks().skip(TASK));
    on(
        "finishTask",
        client ->
            client
                .tasks()
                .finish(
                    TASK,
                    new TaskResult(
                        "w1-0b2f9a41-7c3d",
                        HELD.token(),
                        true,
                        "",
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        "",
                        0,
                        "",
                        0)));
  }

  private void addWorkers() {
    String worker = "w1-0b2f9a41-7c3d";
    on(
        "registerWorker",
        client ->
            client
                .workers()
                .register(
                    new WorkerRegistration(
                        "w1", 8, List.of("pool"), List.of("shell"), WorkerLabels.NONE)));
    on(
        "sendHeartbeat",
        client -> client.workers().heartbeat(worker, new Heartbeat(17, List.of(HELD))));
    on("takeTasks", client -> client.workers().take(worker, new TakeRequest(18, 4, 100)).join());
    on("leaveWorker", client -> client.workers().leave(worker));
    on(
        "listWorkers",
        client ->
            client
                .workers()
                .list(Optional.of("dc1"), WorkerLabels.parse("rack=a,row=1"), 10, FIRST));
    on("getWorker", client -> client.workers().get(worker));
    on("drainWorker", client -> client.workers().drain(worker));
    on("undrainWorker", client -> client.workers().undrain(worker));
  }

  private void addCatalog() {
    EntityKind kind = EntityKind.HARDWARETYPE;
    on("listEntities", client -> client.catalog().list(kind, 10, FIRST));
    on(
        "getEntity",
        client -> {
          client.catalog().get(kind, "large");
          client.catalog().get(kind, "large", 2);
        });
    on("createEntity", client -> client.catalog().create(kind, DOCUMENT));
    on(
        "putEntity",
        client -> {
          client.catalog().update(kind, "large", 3, DOCUMENT);
          client.catalog().put(kind, "large", DOCUMENT);
        });
    on("deleteEntity", client -> client.catalog().delete(kind, "large", 3));
    on("undeleteEntity", client -> client.catalog().undelete(kind, "large"));
    on("getEntityUsage", client -> client.catalog().usage(kind, "large"));
    on("getResolvedTemplate", client -> client.catalog().resolved("web-large"));
    on("resolveTemplate", client -> client.catalog().resolve(DOCUMENT));
    on(
        "importCatalog",
        client -> {
          client.catalog().importBundle(DOCUMENT, false);
          client.catalog().importBundle(DOCUMENT, true);
        });
    on("exportCatalog", client -> client.catalog().export());
  }

  private void addVersions() {
    EntityKind kind = EntityKind.HARDWARETYPE;
    on("listEntityVersions", client -> client.catalog().versions(kind, "large", 10, FIRST));
    on("getEntityVersion", client -> client.catalog().version(kind, "large", 2));
    on("diffEntityVersions", client -> client.catalog().diff(kind, "large", 2, 3));
    on("restoreEntityVersion", client -> client.catalog().restore(kind, "large", 3, 2));
  }

  private void addResources() {
    PluginKind kind = PluginKind.AUTOMATOR;
    ResourceView version =
        new ResourceView(kind, "shell", "script", "web-server", 2, "9f86d081", 1482, "active");
    on(
        "uploadResource",
        client ->
            client.resources().upload(kind, "shell", "script", "web-server", new byte[] {1, 2}));
    on("listResources", client -> client.resources().list(kind, "shell", 10, FIRST));
    on(
        "listResourceVersions",
        client -> client.resources().versions(kind, "shell", "script", "web-server", 10, FIRST));
    on("stageResource", client -> client.resources().stage(version));
    on("recallResource", client -> client.resources().recall(version));
    on("deleteResource", client -> client.resources().delete(version));
    on("syncResources", client -> client.resources().sync());
    on("getBlob", client -> client.resources().blob("9f86d081"));
  }

  private void addPools() {
    PoolClaim claim = new PoolClaim(HELD, "00000042-1001.g1", "small");
    on("listPoolHosts", client -> client.pools().hosts("lab", 10, FIRST));
    on(
        "putPoolHost",
        client ->
            client
                .pools()
                .put("lab", new PoolHost("m1", "dc1", "10.77.1.112", 22, "root", "ssh-ed25519 A")));
    on(
        "removePoolHost",
        client -> {
          client.pools().remove("lab", "m1");
          client.pools().removeForcibly("lab", "m1");
        });
    on("claimPoolHost", client -> client.pools().claim("lab", claim));
    on("releasePoolHost", client -> client.pools().release("lab", claim));
    on("findPoolHost", client -> client.pools().find("lab", claim.tag()));
  }

  private void addTenantsAndTokens() {
    TenantRequest tenant = new TenantRequest("acme", 20, 200, -1);
    String token = "6d1d4f0e-5a3b-4f0c-8f57-3f1f2a9b7c10";
    on("listTenants", client -> client.tenants().list(10, FIRST));
    on("getTenant", client -> client.tenants().get("acme"));
    on("createTenant", client -> client.tenants().create(tenant));
    on("updateTenant", client -> client.tenants().update(tenant, 4));
    on("listTokens", client -> client.tokens().list(10, FIRST));
    on(
        "createToken",
        client ->
            client
                .tokens()
                .create(new TokenRequest("build", "acme", "ci", Role.MEMBER, Optional.empty())));
    on("getToken", client -> client.tokens().get(token));
    on("rotateToken", client -> client.tokens().rotate(token, new TokenRotation(Optional.of(0L))));
    on("deleteToken", client -> client.tokens().revoke(token));
  }

  private void addWebhooks() {
    String id = "3f0e6f0c-9f5b-4f5e-a8f4-2b2f4f8f0c11";
    WebhookRequest webhook =
        new WebhookRequest(
            "deploys",
            "https://hooks.example.org/cooperage",
            List.of("cluster.*"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    SecretRotation rotation = new SecretRotation(Optional.empty(), Optional.empty());
    on("listWebhooks", client -> client.webhooks().list(10, FIRST));
    on("getWebhook", client -> client.webhooks().get(id));
    on("createWebhook", client -> client.webhooks().create(webhook));
    on("updateWebhook", client -> client.webhooks().update(id, webhook, 2));
    on("deleteWebhook", client -> client.webhooks().delete(id));
    on("rotateWebhookSecret", client -> client.webhooks().rotate(id, rotation));
    on("pingWebhook", client -> client.webhooks().ping(id));
    on("listDeliveries", client -> client.webhooks().deliveries(id, Optional.empty(), 10, FIRST));
    on("getDelivery", client -> client.webhooks().delivery(id, 4711));
    on("redeliver", client -> client.webhooks().redeliver(id, 4711));
  }

  private void addReports() {
    Usage.Wish wish =
        new Usage.Wish(
            Optional.of("user"),
            Optional.of("month"),
            Optional.of(Instant.EPOCH),
            Optional.empty(),
            Optional.empty());
    on("listUsage", client -> client.usage().list(wish, 10, FIRST));
    on("exportUsage", client -> client.usage().csv(wish));
    on("listAudit", client -> client.audits().list(10, FIRST, AuditQuery.ALL.user("grace")));
    on("exportAudit", client -> client.audits().export(AuditQuery.ALL, FIRST, line -> {}));
    on(
        "verifyAudit",
        client -> {
          client.audits().verify();
          client.audits().verify("dc1", 1000, Optional.of("2c26b46b"));
        });
    on(
        "listEvents",
        client ->
            client
                .events()
                .list(new EventSelection(List.of("cluster.*"), Optional.empty()), 10, 4710));
  }

  private void addInstallation() {
    on("listDatacenters", client -> client.datacenters().list());
    on("drainDatacenter", client -> client.datacenters().drain("dc1"));
    on("undrainDatacenter", client -> client.datacenters().undrain("dc1"));
    on("getLiveness", client -> client.server().live());
    on("getReadiness", client -> client.server().ready());
    on("getDatacenterHealth", client -> client.server().datacenter());
    on("getHealth", client -> client.server().health());
    on("getMetrics", client -> client.server().metrics());
    on("getOpenApi", client -> client.server().openApi());
  }
}
