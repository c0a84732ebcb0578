package io.cooperage.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.AuditView;
import io.cooperage.api.DeliveryState;
import io.cooperage.api.DeliveryView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.EventView;
import io.cooperage.api.Role;
import io.cooperage.api.SecretRotation;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WebhookView;
import io.cooperage.client.ApiException;
import io.cooperage.client.AuditQuery;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.Receiver;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks of three datacenters, to receivers that answer, refuse, hang and die. */
class WebhookIT {
  private static final String ROOMS =
      """
      webhooks:
        allowPrivate: true
        timeout: 1s
        backoff: 100ms
        longestPause: 400ms
        retryFor: 3s
        disableAfter: 4s
      """;
  private static final Duration SOON = Duration.ofSeconds(30);

  private static ServerCluster servers;
  private static int tenants;

  private final List<CooperageClient> admins = new ArrayList<>();
  private final WrittenServices services = new WrittenServices(admins);
  private Receiver receiver;
  private String tenant;

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3, ROOMS);
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    receiver = Receiver.start();
    tenant = "tenant-" + tenants++;
    servers.client(1).tenants().create(new TenantRequest(tenant, -1, -1, 0));
    String token = token(Role.ADMIN);
    for (int dc = 1; dc <= 3; dc++) {
      admins.add(new CooperageClient(servers.url(dc), token));
    }
  }

  @AfterEach
  void close() {
    Optional<String> first = Optional.empty();
    admins.get(0).webhooks().list(100, first).items().stream()
        .map(WebhookView::id)
        .forEach(admins.get(0).webhooks()::delete);
    receiver.close();
  }

  @Test
  void eventsOfAllDatacentersArriveSignedInTheirOrderAndAreLogged() {
    WebhookView webhook = webhook(receiver, "catalog.*");
    String secret = webhook.secret().orElseThrow();
    services.write(9);
    await("all arrive", () -> receiver.got().size() >= 9);
    assertThat(subjects(receiver)).isEqualTo(WrittenServices.subjects(9));
    assertThat(receiver.got()).extracting(got -> event(got.body()).position()).isSorted();
    for (Receiver.Got got : receiver.got()) {
      assertThat(got.signature()).isEqualTo(signature(secret, got));
    }
    await("all are logged", () -> log(webhook, DeliveryState.DELIVERED).size() == 9);
    DeliveryView newest = log(webhook, DeliveryState.DELIVERED).get(0);
    assertThat(newest.subject()).isEqualTo("service/s8");
    assertThat(newest.attempts()).isEqualTo(1);
    assertThat(newest.status()).contains(200);
    assertThat(newest.detail()).isEqualTo("answer 200");
    List<DeliveryView> page =
        admins
            .get(1)
            .webhooks()
            .deliveries(webhook.id(), Optional.empty(), 4, after(newest))
            .items();
    assertThat(page)
        .extracting(DeliveryView::subject)
        .containsExactly("service/s7", "service/s6", "service/s5", "service/s4");
  }

  @Test
  void whatFailsIsTriedAgainUnderTheSameIdAndNothingOvertakesIt() {
    receiver.answer(count -> count == 0 ? 500 : count == 1 ? Receiver.HANG : 200);
    WebhookView webhook = webhook(receiver, "catalog.*");
    services.write(3);
    await("all are accepted", () -> receiver.accepted().size() >= 3);
    assertThat(receiver.got().stream().limit(3).map(Receiver.Got::id).distinct()).hasSize(1);
    assertThat(subjects(receiver).stream().distinct())
        .containsExactlyElementsOf(WrittenServices.subjects(3));
    await("all are logged", () -> log(webhook, DeliveryState.DELIVERED).size() == 3);
    assertThat(log(webhook, DeliveryState.DELIVERED).get(2).attempts()).isEqualTo(3);
    assertThat(get(webhook).failingSince()).isEmpty();
  }

  @Test
  void aReceiverThatHangsHoldsUpNoOther() throws Exception {
    try (Receiver other = Receiver.start()) {
      receiver.answer(count -> Receiver.HANG);
      webhook(receiver, "hanging", "catalog.*");
      webhook(other, "other", "catalog.*");
      services.write(5);
      await("the other has all", () -> other.accepted().size() >= 5);
      assertThat(receiver.accepted()).isEmpty();
    }
  }

  @Test
  void anEventIsGivenUpInTheEndAndAHopelessWebhookIsDisabledAndGoesOnWhenEnabled() {
    receiver.answer(count -> 503);
    WebhookView webhook = webhook(receiver, "catalog.*");
    services.write(2);
    await("it is disabled", () -> !get(webhook).enabled());
    assertThat(get(webhook).disabledBecause().orElseThrow()).contains("503");
    assertThat(log(webhook, DeliveryState.DEAD))
        .extracting(DeliveryView::subject)
        .containsExactly("service/s0");
    await(
        "it is told",
        () -> types().contains("webhook.disabled") && types().contains("webhook.delivery-dead"));
    assertThatThrownBy(() -> admins.get(1).webhooks().ping(webhook.id()))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.WRONG_STATE)).isTrue());

    receiver.answer(count -> 200);
    WebhookView seen = get(webhook);
    admins
        .get(2)
        .webhooks()
        .update(webhook.id(), request(receiver, "w", "catalog.*"), seen.version());
    services.write(1);
    await("it goes on", () -> receiver.accepted().size() >= 2);
    assertThat(receiver.accepted())
        .extracting(WebhookIT::subject)
        .containsExactly("service/s1", "service/s2");
  }

  @Test
  void aReceiverThatIsGoneIsDisabledAtOnce() {
    receiver.answer(count -> 410);
    WebhookView webhook = webhook(receiver, "catalog.*");
    services.write(1);
    await("it is disabled", () -> !get(webhook).enabled());
    assertThat(receiver.got()).hasSize(1);
    AuditView line =
        servers.client(2).audits().list(10, Optional.empty(), disabling(webhook)).items().get(0);
    JsonNode before = line.before().orElseThrow();
    JsonNode after = line.after().orElseThrow();
    assertThat(before.get("enabled").asBoolean()).isTrue();
    assertThat(before.get("version").asLong()).isEqualTo(webhook.version());
    assertThat(after.get("enabled").asBoolean()).isFalse();
    assertThat(after.get("version").asLong()).isEqualTo(get(webhook).version());
    assertThat(after.get("disabledBecause").asText()).contains("410");
  }

  private static AuditQuery disabling(WebhookView webhook) {
    return AuditQuery.ALL.action("webhook.disabled").subject("webhook/" + webhook.id());
  }

  @Test
  void aPingArrivesWhateverTheFilterAndADeliveryCanBeHadAgain() {
    WebhookView webhook = webhook(receiver, "nothing.of-the-kind");
    admins.get(1).webhooks().ping(webhook.id());
    await("the ping arrives", () -> receiver.got().size() == 1);
    await("it is logged", () -> log(webhook, DeliveryState.DELIVERED).size() == 1);
    DeliveryView ping = log(webhook, DeliveryState.DELIVERED).get(0);
    assertThat(ping.type()).isEqualTo("webhook.ping");
    admins.get(2).webhooks().redeliver(webhook.id(), ping.position());
    await("it arrives again", () -> receiver.got().size() == 2);
    assertThat(receiver.got().get(1).id()).isEqualTo(receiver.got().get(0).id());
    await(
        "both are counted",
        () ->
            log(webhook, DeliveryState.DELIVERED).stream()
                .anyMatch(delivery -> delivery.attempts() == 2));
  }

  @Test
  void afterARotationBothSecretsSign() {
    WebhookView webhook = webhook(receiver, "catalog.*");
    WebhookView rotated =
        admins
            .get(1)
            .webhooks()
            .rotate(webhook.id(), new SecretRotation(Optional.empty(), Optional.of(3600L)));
    services.write(1);
    await("it arrives", () -> receiver.got().size() == 1);
    Receiver.Got got = receiver.got().get(0);
    assertThat(got.signature().split(" "))
        .containsExactly(
            signature(rotated.secret().orElseThrow(), got),
            signature(webhook.secret().orElseThrow(), got));
  }

  @Test
  void secretsAreShownOnceAndStandInNoListEventOrAuditLine() {
    WebhookView made = webhook(receiver, "*");
    WebhookView rotated =
        admins
            .get(0)
            .webhooks()
            .rotate(made.id(), new SecretRotation(Optional.empty(), Optional.empty()));
    String text =
        Json.write(get(made))
            + admins.get(0).webhooks().list(10, Optional.empty())
            + admins.get(0).audits().list(1000, Optional.empty())
            + admins.get(0).events().list(1000, 0);
    assertThat(text)
        .contains("webhook.secret-rotated")
        .doesNotContain(made.secret().orElseThrow())
        .doesNotContain(rotated.secret().orElseThrow());
  }

  @Test
  void webhooksAreForAdministratorsOfTheirTenantOnly() {
    WebhookView webhook = webhook(receiver, "*");
    CooperageClient user = new CooperageClient(servers.url(1), token(Role.OPERATOR));
    assertThatThrownBy(() -> user.webhooks().list(10, Optional.empty()))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.FORBIDDEN)).isTrue());
    String other = "other-" + tenant;
    servers.client(1).tenants().create(new TenantRequest(other, -1, -1, 0));
    String token =
        servers
            .client(1)
            .tokens()
            .create(new TokenRequest("t", other, "boss", Role.ADMIN, Optional.empty()))
            .secret()
            .orElseThrow();
    CooperageClient stranger = new CooperageClient(servers.url(2), token);
    assertThatThrownBy(() -> stranger.webhooks().get(webhook.id()))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.NOT_FOUND)).isTrue());
    assertThatThrownBy(() -> stranger.webhooks().redeliver(webhook.id(), 1))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.NOT_FOUND)).isTrue());
    assertThatThrownBy(() -> webhook(receiver, "*"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.CONFLICT)).isTrue());
  }

  @Test
  void deliveryGoesOnElsewhereWhenItsDatacenterDies() throws Exception {
    webhook(receiver, "catalog.*");
    services.write(3);
    await("the first arrive", () -> receiver.accepted().size() >= 3);
    int deliverer = deliverer(1);
    int survivor = 1 + deliverer % 3;
    servers.galera().node(deliverer).kill();
    try {
      for (int i = 0; i < 6; i++) {
        services.writeIn(survivor);
      }
      await("the others too", () -> subjects(receiver).stream().distinct().count() >= 9);
      assertThat(subjects(receiver).stream().distinct())
          .containsExactlyElementsOf(WrittenServices.subjects(9));
      assertThat(deliverer(survivor)).isNotEqualTo(deliverer);
    } finally {
      servers.galera().restart(deliverer);
      servers.awaitReady(deliverer);
    }
  }

  private static int deliverer(int node) throws Exception {
    try (Connection database =
            DriverManager.getConnection(
                servers.galera().jdbcUrl(node),
                servers.galera().account().user(),
                servers.galera().account().password());
        ResultSet row =
            database
                .createStatement()
                .executeQuery("SELECT datacenter FROM lease WHERE name = 'webhook-delivery'")) {
      row.next();
      return Integer.parseInt(row.getString(1).substring(2));
    }
  }

  private String token(Role role) {
    return servers
        .client(1)
        .tokens()
        .create(new TokenRequest("t", tenant, "boss", role, Optional.empty()))
        .secret()
        .orElseThrow();
  }

  private WebhookView webhook(Receiver to, String type) {
    return webhook(to, "w", type);
  }

  private WebhookView webhook(Receiver to, String name, String type) {
    return admins.get(0).webhooks().create(request(to, name, type));
  }

  private static WebhookRequest request(Receiver to, String name, String type) {
    return new WebhookRequest(
        name, to.url(), List.of(type), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private WebhookView get(WebhookView webhook) {
    return admins.get(1).webhooks().get(webhook.id());
  }

  private List<DeliveryView> log(WebhookView webhook, DeliveryState state) {
    return admins
        .get(1)
        .webhooks()
        .deliveries(webhook.id(), Optional.of(state), 100, Optional.empty())
        .items();
  }

  private static Optional<String> after(DeliveryView delivery) {
    return Optional.of(Long.toString(delivery.position()));
  }

  private static List<String> subjects(Receiver from) {
    return from.got().stream().map(got -> subject(got.body())).toList();
  }

  private static String subject(String body) {
    return event(body).subject();
  }

  private static EventView event(String body) {
    return Json.read(body, EventView.class);
  }

  private List<String> types() {
    return admins.get(1).events().list(1000, 0).items().stream().map(EventView::type).toList();
  }

  private static String signature(String secret, Receiver.Got got) {
    return Signature.of(
        List.of(SigningSecret.bytes(secret)),
        got.id(),
        Long.parseLong(got.timestamp()),
        got.body().getBytes(StandardCharsets.UTF_8));
  }

  private static void await(String what, BooleanSupplier condition) {
    Awaitility.await(what)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(condition::getAsBoolean);
  }
}
