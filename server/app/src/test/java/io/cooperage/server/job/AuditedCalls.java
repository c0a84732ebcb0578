package io.cooperage.server.job;

import static io.cooperage.server.job.OperationFixture.config;
import static io.cooperage.server.job.OperationFixture.done;
import static io.cooperage.server.job.OperationFixture.json;
import static io.cooperage.server.job.OperationFixture.machines;

import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.DeliveryView;
import io.cooperage.api.EntityKind;
import io.cooperage.api.PluginKind;
import io.cooperage.api.PoolHost;
import io.cooperage.api.ResourceView;
import io.cooperage.api.Role;
import io.cooperage.api.SecretRotation;
import io.cooperage.api.SyncRequest;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenRotation;
import io.cooperage.api.TokenView;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WebhookView;
import io.cooperage.client.ClusterOperations;
import io.cooperage.client.CooperageClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Does by one client all that leaves a line in the audit, but decisions about failed tasks. */
final class AuditedCalls {
  /** In the path of a webhook, which may be a secret; and a secret of one. */
  static final String SECRET = "c4n4ry";

  private static final String NAME = "audited";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CooperageClient client;
  private final Workshop workshop;

  AuditedCalls(CooperageClient client, Workshop workshop) {
    this.client = client;
    this.workshop = workshop;
  }

  void make() {
    changeCatalog();
    changeTenant();
    changeWebhook();
    changeResource();
    changePool();
    changeCluster();
    steerJob();
    drain();
  }

  private void changeCatalog() {
    EntityKind kind = EntityKind.SERVICE;
    client.catalog().create(kind, json("{'name':'audited'}"));
    client.catalog().update(kind, NAME, 1, json("{'name':'audited','label':'two'}"));
    client.catalog().restore(kind, NAME, 2, 1);
    client.catalog().delete(kind, NAME, 3);
    client.catalog().undelete(kind, NAME);
    client.catalog().importBundle(json("{'services':[{'name':'imported'}]}"), false);
  }

  private void changeTenant() {
    client.tenants().create(new TenantRequest(NAME, 1, 1, 1));
    client.tenants().update(new TenantRequest(NAME, 2, 2, 2), 1);
    TokenView token =
        client.tokens().create(new TokenRequest(NAME, NAME, "ann", Role.VIEWER, Optional.empty()));
    client.tokens().rotate(token.id(), new TokenRotation(Optional.of(0L)));
    client.tokens().revoke(token.id());
  }

  private void changeWebhook() {
    WebhookView made = client.webhooks().create(webhook("https://one.invalid/" + SECRET));
    WebhookRequest moved = webhook("https://other.invalid/" + SECRET);
    client.webhooks().update(made.id(), moved, made.version());
    String secret = "whsec_" + SECRET.repeat(6);
    client.webhooks().rotate(made.id(), new SecretRotation(Optional.of(secret), Optional.of(0L)));
    client.webhooks().ping(made.id());
    DeliveryView failing =
        Awaitility.await("the ping does not reach anybody")
            .atMost(LONG)
            .until(
                () ->
                    client
                        .webhooks()
                        .deliveries(made.id(), Optional.empty(), 1, Optional.empty())
                        .items(),
                found -> !found.isEmpty())
            .get(0);
    client.webhooks().redeliver(made.id(), failing.position());
    client.webhooks().delete(made.id());
  }

  private static WebhookRequest webhook(String url) {
    return new WebhookRequest(
        NAME, url, List.of("webhook.ping"), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private void changeResource() {
    byte[] content = NAME.getBytes(StandardCharsets.UTF_8);
    ResourceView one =
        client.resources().upload(PluginKind.AUTOMATOR, NAME, "script", NAME, content);
    client.resources().stage(one);
    client.resources().sync();
    client.resources().recall(one);
    client.resources().sync();
    client.resources().delete(one);
  }

  private void changePool() {
    client.pools().put(NAME, host("10.0.0.1"));
    client.pools().put(NAME, host("10.0.0.2"));
    client.pools().remove(NAME, "h1");
  }

  private static PoolHost host(String address) {
    return new PoolHost("h1", "dc1", address, 22, "root", "ssh-ed25519 AAAA");
  }

  private void changeCluster() {
    ClusterId id = OperationFixture.cluster(client, NAME, "pair", 1);
    ClusterOperations cluster = OperationFixture.of(client, id);
    done(client, cluster.reconfigure(config("{'a':1}")));
    done(client, cluster.scale(machines(2)));
    done(client, cluster.addServices(List.of("cache")));
    done(client, cluster.stop(Optional.empty()));
    done(client, cluster.start(Optional.empty()));
    done(client, cluster.restart(Optional.of("cache")));
    done(client, cluster.sync(new SyncRequest(Optional.empty())));
    done(client, cluster.removeServices(List.of("cache")));
    Accepted leased =
        client.clusters().create(ClusterCreateRequest.of("audited-lease", "leased", 1));
    OperationFixture.of(client, leased.id()).extendLease(Optional.empty());
  }

  private void steerJob() {
    workshop.hold("CREATE");
    Accepted made = client.clusters().create(Fixture.request("audited-job", 1));
    client.jobs().pause(made.job());
    client.jobs().resume(made.job());
    client.jobs().abort(made.job());
    client.jobs().retry(made.job());
    client.jobs().abort(made.job());
    client.clusters().delete(made.id());
    workshop.reset();
  }

  private void drain() {
    LoopWorker worker = workshop.staff().hire(3, NAME, LoopWorker::succeed);
    Awaitility.await("it is on the roll")
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> client.workers().drain(worker.id()).state().startsWith("drain"));
    client.workers().undrain(worker.id());
    client.datacenters().drain("dc3");
    client.datacenters().undrain("dc3");
  }
}
