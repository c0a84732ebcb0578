package io.cooperage.server.access;

import static io.cooperage.api.ErrorCode.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.Accepted;
import io.cooperage.api.AuditView;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.EntityKind;
import io.cooperage.api.PluginKind;
import io.cooperage.api.ResourceView;
import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TenantView;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenRotation;
import io.cooperage.api.TokenView;
import io.cooperage.api.WebhookRequest;
import io.cooperage.client.ApiException;
import io.cooperage.client.AuditQuery;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the OpenAPI document, with every role and with a foreign tenant's token; and
 * who comes with a login instead of a token.
 */
class AccessIT {
  private static final String OWNER = "alphatenant";
  private static final Map<EntityKind, String> CATALOG =
      Map.of(
          EntityKind.PROVIDER,
          "{'name':'alphatenant','providertype':'sim','provisioner':{}}",
          EntityKind.HARDWARETYPE,
          "{'name':'small','providermap':{'alphatenant':{'flavor':'small'}}}",
          EntityKind.IMAGETYPE,
          "{'name':'linux','providermap':{'alphatenant':{'image':'linux'}}}",
          EntityKind.SERVICE,
          "{'name':'store','provisioner':{'actions':{'start':{'type':'sim','fields':{}}}}}",
          EntityKind.CLUSTERTEMPLATE,
          "{'name':'alphatenant','defaults':{'services':['store'],'provider':'alphatenant'}}");
  private static final ClusterCreateRequest REQUEST = ClusterCreateRequest.of(OWNER, OWNER, 1);

  private static ServerCluster servers;
  private static CooperageClient root;
  private static LocalLogins logins;

  @BeforeAll
  static void start() throws Exception {
    logins = new LocalLogins();
    servers = ServerCluster.start(1, logins.configuration());
    root = servers.client(1);
    root.tenants().create(new TenantRequest(OWNER, -1, -1, 0));
    root.tenants().create(new TenantRequest("beta", -1, -1, 0));
  }

  @AfterAll
  static void stop() throws Exception {
    logins.close();
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void eachRoleMayDoWhatTheReferenceSaysAndNothingElse() throws Exception {
    Map<Role, String> secrets = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      secrets.put(role, secret(role == Role.SUPERADMIN ? "superadmin" : "beta", "pat", role));
    }
    Map<String, Set<Role>> table = AccessPage.rolesOfOperations();
    List<String> wrong = new ArrayList<>();
    for (ApiOperation operation : ApiOperation.all()) {
      for (Role role : Role.values()) {
        boolean may = !forbidden(call(operation, TenantThings.ABSENT, secrets.get(role)));
        if (may != table.get(operation.id()).contains(role)) {
          wrong.add("%s may %s%s".formatted(role.wire(), may ? "" : "not ", operation.id()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** By the scope that is missing: a refusal for another reason is not one of the role's. */
  private static boolean forbidden(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isNotEqualTo(401).isLessThan(500);
    return answer.statusCode() == 403
        && Json.MAPPER.readTree(answer.body()).get("detail").asText().contains("needs the scope");
  }

  @Test
  void whatBelongsToAnotherTenantDoesNotExist() throws Exception {
    TenantThings foreign = foreignThings();
    TenantThings absent =
        TenantThings.ABSENT.with(
            "/resources/{kind}/{pluginType}/{resourceType}/{name}",
            "/resources/automator/shell/script/never");
    List<ApiOperation> readsFirst =
        ApiOperation.all().stream()
            .filter(ApiOperation::isOfTenants)
            .sorted(Comparator.comparing(operation -> !operation.isRead()))
            .toList();
    List<String> told = new ArrayList<>();
    for (Role role : List.of(Role.VIEWER, Role.ADMIN)) {
      String secret = secret("beta", "boss", role);
      for (ApiOperation operation : readsFirst) {
        String unknown = told(operation, absent, secret);
        String seen = told(operation, foreign, secret);
        boolean named = operation.path().contains("{") && !operation.path().equals("/v3/{kind}");
        if ((named && !seen.equals(unknown)) || seen.contains(OWNER)) {
          told.add(role + " " + operation.id() + ": " + seen + " instead of " + unknown);
        }
      }
    }
    assertThat(told).isEmpty();
  }

  /** What the caller learns, without the name that it gave itself. */
  private static String told(ApiOperation operation, TenantThings things, String secret)
      throws Exception {
    HttpResponse<String> answer = call(operation, things, secret);
    String body = answer.body().replaceAll("\\b00\\d{6}\\b", "NUMBER");
    for (Map.Entry<String, String> thing : things.values().entrySet()) {
      if (operation.path().contains(thing.getKey())) {
        body = body.replace(thing.getValue().replaceFirst(".*/", ""), "NAME");
      }
    }
    JsonNode document =
        answer.statusCode() >= 400 ? Json.MAPPER.readTree(body) : Json.tree(Map.of());
    return document.has("detail")
        ? answer.statusCode() + " " + document.get("detail").asText()
        : answer.statusCode() + (operation.isRead() ? " " + body : "");
  }

  @Test
  void aTokenMayDoNoMoreThanItsScopes() throws Exception {
    TokenRequest reader =
        new TokenRequest(
            "reader",
            "beta",
            "ann",
            Role.ADMIN,
            Optional.empty(),
            Optional.of(Set.of(Scope.CLUSTERS_READ)));
    TokenView made = root.tokens().create(reader);
    CooperageClient ann = new CooperageClient(servers.url(1), made.secret().orElseThrow());
    assertThat(made.scopes()).containsExactly(Scope.CLUSTERS_READ);
    assertThat(ann.clusters().list(10, Optional.empty()).items()).isEmpty();
    assertThatThrownBy(() -> ann.clusters().create(REQUEST)).hasMessageContaining("clusters:write");
    assertThatThrownBy(() -> ann.audits().list(10, Optional.empty()))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.is(FORBIDDEN)).isTrue())
        .hasMessageContaining("made with that scope");
  }

  @Test
  void aRotatedTokenHasBothSecretsUntilTheOverlapEnds() throws Exception {
    TokenView made =
        root.tokens().create(new TokenRequest("ci", "beta", "ci", Role.VIEWER, Optional.empty()));
    String first = made.secret().orElseThrow();
    String second = rotated(made.id(), 3600);
    assertThat(status(first)).isEqualTo(200);
    assertThat(status(second)).isEqualTo(200);
    String third = rotated(made.id(), 0);
    assertThat(status(third)).isEqualTo(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(status(second)).isEqualTo(401));
    assertThat(status(first)).as("it had an overlap of its own").isEqualTo(200);
    String fourth = rotated(made.id(), 1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(status(third)).isEqualTo(401));
    root.tokens().revoke(made.id());
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(List.of(status(first), status(fourth))).containsOnly(401));
  }

  @Test
  void aTokenEndsWhenItsTimeIsOver() throws Exception {
    TokenRequest request = new TokenRequest("brief", "beta", "tom", Role.VIEWER, Optional.of(10L));
    TokenView made = root.tokens().create(request);
    assertThat(made.expireTime().orElseThrow()).isAfter(made.createTime());
    assertThat(root.tokens().get(made.id()).expireTime()).isEqualTo(made.expireTime());
    String secret = made.secret().orElseThrow();
    assertThat(status(secret)).isEqualTo(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(status(secret)).isEqualTo(401));
  }

  @Test
  void theLastUseOfATokenIsShown() throws Exception {
    TokenView made =
        root.tokens()
            .create(new TokenRequest("seen", "beta", "sue", Role.VIEWER, Optional.empty()));
    assertThat(made.lastUseTime()).isEmpty();
    assertThat(status(made.secret().orElseThrow())).isEqualTo(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                root.tokens().list(1000, Optional.empty()).items().stream()
                    .anyMatch(one -> one.id().equals(made.id()) && one.lastUseTime().isPresent()));
  }

  @Test
  void aLoginIsOfTheTenantAndRoleThatItsClaimsSay() throws Exception {
    CooperageClient ann =
        new CooperageClient(servers.url(1), logins.of("ann@example.com", "beta", "staff"));
    assertThat(ann.tenants().list(10, Optional.empty()).items())
        .extracting(TenantView::name)
        .containsExactly("beta");
    TokenView made =
        ann.tokens().create(new TokenRequest("a", "beta", "a", Role.VIEWER, Optional.empty()));
    AuditView line =
        root.audits()
            .list(10, Optional.empty(), AuditQuery.ALL.subject("token/" + made.id()))
            .items()
            .get(0);
    assertThat(line.tenant() + "/" + line.user()).isEqualTo("beta/ann@example.com");
    CooperageClient guest = new CooperageClient(servers.url(1), logins.of("gus", "beta", "guests"));
    assertThat(guest.clusters().list(10, Optional.empty()).items()).isEmpty();
    assertThatThrownBy(() -> guest.clusters().create(REQUEST))
        .hasMessageContaining("clusters:write");
  }

  @Test
  void whatTheIssuerHasNotSignedForUsIsRefusedWithTheReason() throws Exception {
    for (Map.Entry<String, String> forged : logins.forged().entrySet()) {
      HttpResponse<String> answer = listed(forged.getValue());
      assertThat(answer.statusCode()).as(forged.getKey()).isEqualTo(401);
      assertThat(answer.body()).contains(forged.getKey()).doesNotContain(forged.getValue());
    }
  }

  @Test
  void theIssuersKeysAreFollowedAndGoOnWhileItIsAway() throws Exception {
    String before = logins.of("ann", "beta", "guests");
    assertThat(status(before)).isEqualTo(200);
    logins.changeKey();
    String after = logins.of("ann", "beta", "guests");
    assertThat(status(after)).isEqualTo(200);
    assertThat(status(before)).as("its key is not shown any more").isEqualTo(401);
    logins.close();
    assertThat(status(after)).isEqualTo(200);
    assertThat(status(logins.of("bob", "beta", "staff"))).isEqualTo(200);
  }

  private static String rotated(String id, long overlap) {
    return root.tokens().rotate(id, new TokenRotation(Optional.of(overlap))).secret().orElseThrow();
  }

  private static int status(String secret) throws Exception {
    return listed(secret).statusCode();
  }

  private static HttpResponse<String> listed(String secret) throws Exception {
    return servers.send(
        servers.request(1, "/v3/clusters").setHeader("Authorization", "Bearer " + secret).GET());
  }

  /** One thing of each kind, of {@link #OWNER}. */
  private static TenantThings foreignThings() throws Exception {
    CooperageClient owner = new CooperageClient(servers.url(1), secret(OWNER, OWNER, Role.ADMIN));
    for (Map.Entry<EntityKind, String> one : CATALOG.entrySet()) {
      owner.catalog().create(one.getKey(), Json.MAPPER.readTree(one.getValue().replace('\'', '"')));
    }
    ResourceView script =
        owner
            .resources()
            .upload(
                PluginKind.AUTOMATOR,
                OWNER,
                "script",
                OWNER,
                OWNER.getBytes(StandardCharsets.UTF_8));
    Accepted made = owner.clusters().create(REQUEST);
    Awaitility.await().until(() -> owner.jobs().get(made.job()).tasksTotal() > 0);
    String token =
        owner
            .tokens()
            .create(new TokenRequest(OWNER, OWNER, "tim", Role.MEMBER, Optional.empty()))
            .id();
    WebhookRequest webhook =
        new WebhookRequest(
            OWNER,
            "https://hooks.example.com/" + OWNER,
            List.of("*"),
            Optional.empty(),
            Optional.of(false),
            Optional.empty());
    return TenantThings.ABSENT
        .with("/webhooks/{id}", "/webhooks/" + owner.webhooks().create(webhook).id())
        .with("/clusters/{id}", "/clusters/" + made.id())
        .with("/jobs/{id}", "/jobs/" + made.job())
        .with("/tasks/{id}", "/tasks/" + made.job() + "-001")
        .with("/tokens/{id}", "/tokens/" + token)
        .with("/tenants/{name}", "/tenants/" + OWNER)
        .with("/resources/blobs/{sha256}", "/resources/blobs/" + script.sha256())
        .with(
            "/resources/{kind}/{pluginType}/{resourceType}/{name}",
            "/resources/automator/" + OWNER + "/script/" + OWNER)
        .with("/resources/{kind}/{pluginType}", "/resources/automator/" + OWNER)
        .with("/clustertemplates/{name}", "/clustertemplates/" + OWNER)
        .with("/v3/{kind}/{name}", "/v3/providers/" + OWNER);
  }

  private static HttpResponse<String> call(
      ApiOperation operation, TenantThings things, String secret) throws Exception {
    HttpRequest.Builder request =
        servers
            .request(1, things.at(operation.path()).replaceAll("\\{\\w+}", "nothing"))
            .setHeader("Authorization", "Bearer " + secret)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("If-Match", "\"1\"");
    if (operation.contentType().isEmpty()) {
      request.method(operation.method(), HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", operation.contentType())
          .method(operation.method(), HttpRequest.BodyPublishers.ofString("{}"));
    }
    return servers.send(request);
  }

  private static String secret(String tenant, String user, Role role) {
    return root.tokens()
        .create(new TokenRequest(user, tenant, user, role, Optional.empty()))
        .secret()
        .orElseThrow();
  }
}
