package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.Accepted;
import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterState;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.ImportReport;
import io.cooperage.api.SecretRotation;
import io.cooperage.api.SyncRequest;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskResult;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WebhookView;
import io.cooperage.client.ApiException;
import io.cooperage.client.ClusterOperations;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A canary goes in by every door that takes secrets, and is then looked for in everything that
 * comes out or is stored: it is nowhere but with the worker.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CanaryIT {
  private static final String CANARY = "c4n4ry";
  private static final String PASSWORD = CANARY + "-provider-password";
  private static final String SSH_KEY = "-----BEGIN-----\n" + CANARY + "-line-one\n-----END-----";
  private static final String DATABASE = CANARY + "-database-password";
  private static final String FOUND = CANARY + "-of-the-machine";
  private static final String HIDDEN = "********";

  private static ServerCluster servers;
  private static CooperageClient dc1;
  private static CooperageClient dc2;
  private static Staff staff;
  private static Traces traces;
  private static Accepted made;
  private static final AtomicBoolean FAILED_ONCE = new AtomicBoolean();

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(2);
    dc1 = servers.client(1);
    dc2 = servers.client(2);
    traces = new Traces(servers);
    String types = "{'name':'%s','providermap':{'sim':{'flavor':'small','image':'linux'}}}";
    dc1.catalog().create(EntityKind.HARDWARETYPE, json(types.formatted("small")));
    dc1.catalog().create(EntityKind.IMAGETYPE, json(types.formatted("linux")));
    dc1.catalog()
        .create(
            EntityKind.CLUSTERTEMPLATE,
            json("{'name':'vault','defaults':{'services':['store'],'provider':'sim'}}"));
    staff = new Staff(servers);
    staff.hire(1, CanaryIT::work);
  }

  @AfterAll
  static void stop() throws Exception {
    if (staff != null) {
      staff.dismiss();
      traces.close();
    }
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  @Order(1)
  void whatStoodInPlainTextIsSealedWhenItsPluginIsRegistered() throws Exception {
    ImportReport report =
        dc1.catalog()
            .importBundle(
                json("{'providers':[%s],'services':[%s]}".formatted(provider("eu"), service())),
                false);
    assertThat(report.entities())
        .allSatisfy(one -> assertThat(one.notes()).singleElement().asString().contains("\"sim\""));
    assertThat(traces.tables(CANARY)).isNotEmpty();
    dc1.catalog().create(EntityKind.PROVIDERTYPE, json(type().formatted("[['sshKey']]")));
    dc1.catalog().create(EntityKind.AUTOMATORTYPE, json(type().formatted("[]")));
    assertThat(traces.tables(CANARY)).isEmpty();
  }

  @Test
  @Order(2)
  void aValueThatIsNotShownStaysWhenItComesBackAsItIsShown() throws Exception {
    EntityView shown = dc2.catalog().get(EntityKind.PROVIDER, "sim");
    assertThat(shown.document().at("/provisioner/password").asText()).isEqualTo(HIDDEN);
    assertThat(shown.document().at("/provisioner/region").asText()).isEqualTo("eu");
    JsonNode changed = json(provider("us").replace(PASSWORD, HIDDEN));
    EntityView saved = dc2.catalog().update(EntityKind.PROVIDER, "sim", 1, changed);
    assertThat(saved.document()).isEqualTo(changed);
    JsonNode exported = dc1.catalog().export();
    assertThat(exported.toString()).contains(HIDDEN).doesNotContain(CANARY).doesNotContain("$seal");
    ImportReport again = dc1.catalog().importBundle(exported, false);
    assertThat(again.entities())
        .allSatisfy(one -> assertThat(one.outcome()).isEqualTo("unchanged"));
    ImportReport same =
        dc1.catalog().importBundle(json("{'services':[%s]}".formatted(service())), true);
    assertThat(same.entities().get(0).outcome()).isEqualTo("unchanged");
    assertThat(traces.tables(CANARY)).isEmpty();
  }

  @Test
  @Order(3)
  void whatAnExportLeavesOutMustBeSupplied() throws Exception {
    String elsewhere = provider("eu").replace("'name':'sim'", "'name':'copy'");
    JsonNode copy = json("{'providers':[%s]}".formatted(elsewhere.replace(PASSWORD, HIDDEN)));
    for (boolean dryRun : List.of(true, false)) {
      ApiException refused = refusal(() -> dc1.catalog().importBundle(copy, dryRun));
      assertThat(refused.is(ErrorCode.INVALID_DOCUMENT)).isTrue();
      assertThat(refused.problem().errors())
          .singleElement()
          .asString()
          .contains("providers \"copy\": provisioner.password is ********")
          .contains("supply the value");
    }
  }

  @Test
  @Order(4)
  void fieldsAreCheckedByWhatThePluginRegistered() {
    assertThat(errors(EntityKind.PROVIDER, provider("mars")))
        .containsExactly("provisioner.region must be one of eu, us, not \"mars\"");
    assertThat(errors(EntityKind.PROVIDER, provider("eu").replace("'account'", "'acount'")))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("provisioner.acount is not known to providertype"))
        .anyMatch(
            line -> line.contains("account, password (lacks account) or token (lacks token)"));
    assertThat(errors(EntityKind.SERVICE, service().replace("'database'", "'base'")))
        .anyMatch(line -> line.contains("fields.base is not known to automatortype \"sim\""));
    ApiException unknown =
        refusal(() -> dc1.clusters().create(request(Map.of("account", "x", "sshKey", SSH_KEY))));
    assertThat(unknown.problem().errors())
        .containsExactly(
            "providerFields.account is set by administrators; users may set region, sshKey");
    ApiException lacking = refusal(() -> dc1.clusters().create(request(Map.of())));
    assertThat(lacking.problem().errors())
        .singleElement()
        .asString()
        .contains("must have all of: sshKey (lacks sshKey)");
  }

  @Test
  @Order(5)
  void workersAreToldWithTheirTasksAndNobodyElseIs() throws Exception {
    Map<String, String> fields = Map.of("sshKey", SSH_KEY, "region", "eu");
    made = dc1.clusters().create(request(fields));
    assertThat(traces.count("SELECT COUNT(*) FROM secret_key WHERE cluster_id IS NOT NULL"))
        .isEqualTo(1);
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    List<Assignment> tasks = staff.journal().stream().map(LoopWorker.Ran::task).toList();
    assertThat(tasks).filteredOn(task -> task.action() == TaskAction.CREATE).isNotEmpty();
    for (Assignment task : tasks) {
      switch (task.action()) {
        case CREATE -> {
          assertThat(task.node().provider())
              .containsAllEntriesOf(
                  Map.of("password", PASSWORD, "sshKey", SSH_KEY, "region", "eu", "disk", "20"));
          assertThat(task.node().credentials()).isEmpty();
        }
        case START -> {
          assertThat(task.fields()).containsEntry("database", DATABASE).containsEntry("wait", "0");
          assertThat(task.node().credentials())
              .containsEntry("root", FOUND)
              .containsEntry("echo", "it is " + PASSWORD);
          assertThat(task.node().properties()).containsOnlyKeys("size");
          assertThat(task.node().provider()).isEmpty();
        }
        default -> assertThat(task.fields().toString()).doesNotContain(CANARY);
      }
    }
    assertNoTrace();
    String output = servers.get(2, "/v3/tasks/" + startTask() + "/output").body();
    assertThat(output).contains("told: " + HIDDEN).doesNotContain(CANARY);
  }

  @Test
  @Order(6)
  void aWebhooksSecretIsSealed() throws Exception {
    String secret = "whsec_" + CANARY.repeat(6);
    WebhookRequest wish =
        new WebhookRequest(
            "told",
            "https://hooks.example.com/",
            List.of("cluster.*"),
            Optional.empty(),
            Optional.of(false),
            Optional.of(secret));
    WebhookView webhook = dc1.webhooks().create(wish);
    assertThat(webhook.secret()).contains(secret);
    assertThat(dc2.webhooks().get(webhook.id()).secret()).isEmpty();
    dc2.webhooks().rotate(webhook.id(), new SecretRotation(Optional.of(secret), Optional.empty()));
    assertNoTrace();
  }

  @Test
  @Order(7)
  void aLateResultIsEvidenceWithoutSecrets() throws Exception {
    ApiException late = refusal(() -> dc2.tasks().finish(startTask(), late("9.99")));
    assertThat(late.is(ErrorCode.STALE_TOKEN)).isTrue();
    assertThat(traces.count("SELECT COUNT(*) FROM task_output WHERE NOT accepted")).isEqualTo(1);
    assertNoTrace();
  }

  @Test
  @Order(8)
  void secretsOfAnAddedServiceAndOfASyncAreToldWithTheirTasksAlone() throws Exception {
    String cache = CANARY + "-cache-password";
    String renewed = CANARY + "-database-renewed";
    TaskId first = startTask();
    String added = service().replace("'store'", "'cache'").replace(DATABASE, cache);
    dc2.catalog().create(EntityKind.SERVICE, json(added));
    done(OperationFixture.of(dc2, made.id()).addServices(List.of("cache")));
    assertStartsAreTold(Map.of("cache", cache));
    JsonNode changed = json(service().replace(DATABASE, renewed));
    dc1.catalog().update(EntityKind.SERVICE, "store", 1, changed);
    done(OperationFixture.of(dc1, made.id()).sync(new SyncRequest(Optional.of(true))));
    assertStartsAreTold(Map.of("store", renewed, "cache", cache));
    refusal(() -> dc2.tasks().finish(first, late("9.97")));
    assertNoTrace();
  }

  private static void done(ClusterOperations.Wish wish) {
    assertThat(Json.write(wish.plan())).doesNotContain(CANARY);
    staff.journal().clear();
    OperationFixture.done(dc2, wish);
  }

  private static void assertStartsAreTold(Map<String, String> secrets) {
    Map<String, String> told = new HashMap<>();
    for (LoopWorker.Ran ran : staff.journal()) {
      if (ran.task().action() == TaskAction.START) {
        told.put(ran.task().service(), ran.task().fields().get("database"));
      } else {
        assertThat(ran.task().fields().toString()).doesNotContain(CANARY);
      }
    }
    assertThat(told).isEqualTo(secrets);
  }

  @Test
  @Order(9)
  void secretsAreWipedWhenTheClusterGoes() throws Exception {
    assertThat(traces.tables("$sealed$cluster/" + made.id())).isNotEmpty();
    TaskId start = startTask();
    dc2.clusters().delete(made.id());
    Fixture.awaitState(dc2, made, ClusterState.TERMINATED);
    Awaitility.await("the cluster's key is gone")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                traces.count("SELECT COUNT(*) FROM secret_key WHERE cluster_id IS NOT NULL") == 0);
    assertThat(traces.tables("$sealed$cluster/" + made.id())).isEmpty();
    ApiException late = refusal(() -> dc1.tasks().finish(start, late("9.98")));
    assertThat(late.is(ErrorCode.STALE_TOKEN)).isTrue();
    assertNoTrace();
  }

  @Test
  @Order(10)
  void aClusterWithoutSecretsHasNoKey() throws Exception {
    dc1.catalog().create(EntityKind.PROVIDER, json("{'name':'open','providertype':'other'}"));
    dc1.catalog()
        .create(
            EntityKind.HARDWARETYPE,
            json("{'name':'open','providermap':{'open':{'flavor':'small'}}}"));
    dc1.catalog()
        .create(
            EntityKind.IMAGETYPE, json("{'name':'open','providermap':{'open':{'image':'linux'}}}"));
    dc1.catalog().create(EntityKind.SERVICE, json("{'name':'open'}"));
    dc1.catalog()
        .create(
            EntityKind.CLUSTERTEMPLATE,
            json("{'name':'open','defaults':{'services':['open'],'provider':'open'}}"));
    dc1.clusters().create(ClusterCreateRequest.of("open", "open", 1));
    assertThat(traces.count("SELECT COUNT(*) FROM secret_key WHERE cluster_id IS NOT NULL"))
        .isZero();
  }

  private static void assertNoTrace() throws Exception {
    assertThat(traces.tables("eu")).as("the search finds what is there").isNotEmpty();
    assertThat(traces.tables(CANARY)).isEmpty();
    assertThat(traces.answers(made.id(), CANARY)).isEmpty();
    assertThat(traces.logs()).noneMatch(line -> line.contains(CANARY));
  }

  /** Prints whatever it is told, and fails once with it. */
  private static TaskResult work(Assignment task) {
    String told =
        "told: "
            + task.fields().get("database")
            + "\n"
            + task.node().provider().get("password")
            + "\n"
            + task.node().provider().get("sshKey")
            + "\n"
            + task.node().credentials();
    boolean creates = task.action() == TaskAction.CREATE;
    boolean fails = task.action() == TaskAction.START && FAILED_ONCE.compareAndSet(false, true);
    return new TaskResult(
        "",
        task.token(),
        !fails,
        told,
        Map.of("bind_v4", "10.0.0.1", "access_v4", "10.0.0.1"),
        creates ? Map.of("size", "1", "echo", "it is " + PASSWORD) : Map.of(),
        Optional.empty(),
        told,
        0,
        told,
        0,
        creates ? Map.of("root", FOUND) : Map.of());
  }

  private static TaskResult late(String token) {
    String told = String.join("\n", PASSWORD, SSH_KEY, DATABASE, FOUND);
    return new TaskResult(
        "w", token, true, told, Map.of(), Map.of(), Optional.empty(), told, 0, told, 0);
  }

  private static TaskId startTask() {
    return staff.journal().stream()
        .map(LoopWorker.Ran::task)
        .filter(task -> task.action() == TaskAction.START)
        .findFirst()
        .orElseThrow()
        .task();
  }

  private static ClusterCreateRequest request(Map<String, String> fields) {
    return ClusterCreateRequest.of("vault", "vault", 1).withProviderFields(Optional.of(fields));
  }

  private static List<String> errors(EntityKind kind, String document) {
    return refusal(() -> dc1.catalog().create(kind, json(document))).problem().errors();
  }

  private static ApiException refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiException.class, call);
  }

  private static String provider(String region) {
    return ("{'name':'sim','providertype':'sim','provisioner':"
            + "{'account':'a','password':'%s','region':'%s'}}")
        .formatted(PASSWORD, region);
  }

  private static String service() {
    return "{'name':'store','provisioner':{'actions':{'start':{'type':'sim','fields':{'database':'"
        + DATABASE
        + "'}}}}}";
  }

  private static String type() {
    return """
        {'name':'sim','parameters':{
          'admin':{
            'fields':{
              'account':{'type':'text'},
              'password':{'type':'password'},
              'token':{'type':'text','sensitive':true},
              'database':{'type':'text','sensitive':true},
              'wait':{'type':'integer','default':'0'},
              'disk':{'type':'integer','default':'20'},
              'region':{'type':'select','options':['eu','us'],'override':true}},
            'required':[['account','password'],['token'],['database']]},
          'user':{
            'fields':{'sshKey':{'type':'textarea','sensitive':true}},
            'required':%s}}}
        """;
  }

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }
}
