package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.Accepted;
import io.cooperage.api.AuditView;
import io.cooperage.api.ClusterState;
import io.cooperage.api.EventView;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WebhookView;
import io.cooperage.client.AuditQuery;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.EventSelection;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.testing.Receiver;
import io.cooperage.server.testing.ServerCluster;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers do by themselves stands in the audit too, and what people do, with what was. */
class OwnDeedsIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static ServerCluster servers;
  private static CooperageClient dc1;

  private final Workshop workshop = new Workshop(servers, 1);

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(1, "webhooks: {allowPrivate: true, backoff: 100ms}\n");
    dc1 = servers.client(1);
    Fixture.install(dc1);
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
  void anInconsistentClusterExpiresOnceAndTheAuditSaysWhoDeletedIt() throws Exception {
    Accepted made = dc1.clusters().create(Fixture.leased("leased", Duration.ofHours(1)));
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    workshop.fail("STOP front");
    Accepted stop = dc1.clusters().of(made.id()).stop(Optional.empty()).begin();
    Fixture.awaitState(dc1, stop, ClusterState.INCONSISTENT);
    workshop.reset();
    expire(made);
    Fixture.awaitState(dc1, made, ClusterState.TERMINATED);
    AuditView line = onlyLine("cluster/" + made.id(), "cluster.expire");
    assertThat(line.user()).isEqualTo(AuditLog.SERVERS);
    assertThat(line.tenant()).isEqualTo("superadmin");
    assertThat(line.before().orElseThrow().get("state").asText()).isEqualTo("inconsistent");
    assertThat(line.detail().get("job").asText()).isEqualTo(made.id().job(3).toString());
    EventSelection expired =
        new EventSelection(List.of("cluster.expired"), Optional.of("cluster/" + made.id()));
    assertThat(dc1.events().list(expired, 10, 0).items()).extracting(EventView::type).hasSize(1);
  }

  @Test
  void aWebhookThatIsDisabledAndOneThatIsChangedAreToldWithWhatTheyWere() throws Exception {
    try (Receiver receiver = Receiver.start()) {
      receiver.answer(count -> 410);
      WebhookView made = dc1.webhooks().create(webhook(receiver.url(), "*"));
      dc1.webhooks().ping(made.id());
      Awaitility.await("it is disabled")
          .atMost(SOON)
          .until(() -> !dc1.webhooks().get(made.id()).enabled());
      AuditView disabled = onlyLine("webhook/" + made.id(), "webhook.disabled");
      assertThat(disabled.user()).isEqualTo(AuditLog.SERVERS);
      assertThat(disabled.before().orElseThrow().get("enabled").asBoolean()).isTrue();
      assertThat(disabled.after().orElseThrow().get("disabledBecause").asText()).contains("410");

      long version = dc1.webhooks().get(made.id()).version();
      dc1.webhooks().update(made.id(), webhook("https://other.example.com/", "job.*"), version);
      AuditView changed = onlyLine("webhook/" + made.id(), "webhook.updated");
      assertThat(changed.before().orElseThrow().get("host").asText()).isEqualTo("127.0.0.1");
      assertThat(changed.after().orElseThrow().get("host").asText()).isEqualTo("other.example.com");
      assertThat(changed.after().orElseThrow().at("/types/0").asText()).isEqualTo("job.*");
    }
  }

  @Test
  void aDrainOfAWorkerIsToldWithWhatItWas() {
    String worker = workshop.staff().hire(1, "told", LoopWorker::succeed).id();
    Awaitility.await("the worker is on the roll")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> dc1.workers().drain(worker).state().startsWith("drain"));
    AuditView line = onlyLine("worker/" + worker, "worker.drain");
    assertThat(line.before().orElseThrow().get("state").asText()).isEqualTo("active");
    assertThat(line.after().orElseThrow().get("state").asText()).isEqualTo("draining");
    assertThat(line.user()).isEqualTo("test");
    dc1.workers().undrain(worker);
  }

  private static WebhookRequest webhook(String url, String types) {
    return new WebhookRequest(
        "told", url, List.of(types), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static AuditView onlyLine(String subject, String action) {
    AuditQuery query = AuditQuery.ALL.subject(subject).action(action);
    List<AuditView> lines = dc1.audits().list(10, Optional.empty(), query).items();
    assertThat(lines).as(subject + " " + action).hasSize(1);
    return lines.get(0);
  }

  private static void expire(Accepted cluster) throws Exception {
    try (Connection connection = servers.galera().node(1).connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE %s.cluster SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE id = %d"
              .formatted(LocalGalera.DATABASE, cluster.id().value()));
    }
  }
}
