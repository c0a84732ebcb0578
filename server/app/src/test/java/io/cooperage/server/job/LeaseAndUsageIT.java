package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterState;
import io.cooperage.api.EventView;
import io.cooperage.api.ScaleRequest;
import io.cooperage.api.UsageView;
import io.cooperage.client.AuditQuery;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.EventSelection;
import io.cooperage.client.Usage;
import io.cooperage.server.testing.ServerCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The end of leases, and what was used, also with a datacenter dead. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeaseAndUsageIT {
  private static final String ROOMS = "clusters: {leaseWarnings: [1h, 30m]}\n";
  private static final String WARNING = "cluster.lease-warning";
  private static final Usage.Wish BY_TEMPLATE =
      new Usage.Wish(
          Optional.of("template,user"),
          Optional.of("day"),
          Optional.of(Instant.now().minus(Duration.ofDays(60))),
          Optional.of(Instant.now().plus(Duration.ofDays(1))),
          Optional.empty());

  private static final String SECONDS =
      "SUM(FLOOR(UNIX_TIMESTAMP(ended_at)) - FLOOR(UNIX_TIMESTAMP(begun_at))) ";

  private static ServerCluster servers;
  private static CooperageClient dc1;
  private static CooperageClient dc2;

  private final Staff staff = new Staff(servers);

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3, ROOMS);
    dc1 = servers.client(1);
    dc2 = servers.client(2);
    Fixture.install(dc1);
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @AfterEach
  void dismiss() {
    staff.dismiss();
  }

  @Test
  @Order(1)
  void eachWarningComesOnceAndAnewAfterAnExtension() throws Exception {
    staff.hire(2, LoopWorker::succeed);
    Accepted made =
        dc2.clusters().create(Fixture.leased("warned", Duration.ofHours(2).plusMinutes(1)));
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    assertThat(warnings(made)).isEmpty();
    passBy(made, "INTERVAL 80 MINUTE");
    awaitWarnings(made, 3600);
    passBy(made, "INTERVAL 20 MINUTE");
    awaitWarnings(made, 3600, 1800);
    // Extended to 50 minutes: the next moment is half an hour before the new end.
    database(
        "UPDATE cluster SET expires_at = expires_at + INTERVAL 30 MINUTE WHERE id = " + id(made));
    passBy(made, "INTERVAL 25 MINUTE");
    awaitWarnings(made, 3600, 1800, 1800);
    Awaitility.await()
        .during(Duration.ofSeconds(11))
        .atMost(Duration.ofSeconds(13))
        .until(() -> warnings(made).size() == 3);
    assertThat(dc2.clusters().get(made.id()).status()).isEqualTo(ClusterState.ACTIVE);
  }

  @Test
  @Order(2)
  void aShortLeaseIsNotWarnedOfWhenItBegins() {
    Accepted made = dc2.clusters().create(Fixture.leased("brief", Duration.ofMinutes(20)));
    Awaitility.await()
        .during(Duration.ofSeconds(7))
        .atMost(Duration.ofSeconds(9))
        .until(() -> warnings(made).isEmpty());
    dc1.clusters().delete(made.id());
  }

  @Test
  @Order(3)
  void useIsWhatTheDatabaseSaysAndOutlivesTheCluster() throws Exception {
    staff.hire(1, LoopWorker::succeed);
    Accepted made = dc1.clusters().create(Fixture.request("used", 3));
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    // As if it had been there for a day and a bit, so that there is something to divide.
    database(
        "UPDATE cluster SET created_at = created_at - INTERVAL 100000 SECOND WHERE id = "
            + id(made));
    database(
        "UPDATE node SET begun_at = begun_at - INTERVAL 90000 SECOND WHERE cluster_id = "
            + id(made));
    dc1.clusters()
        .of(made.id())
        .scale(
            new ScaleRequest(Optional.of(2), Optional.empty(), Optional.empty(), Optional.empty()))
        .begin();
    String left = "FROM usage_interval WHERE node > 0 AND cluster_id = " + id(made);
    Awaitility.await("a machine has left")
        .atMost(Duration.ofSeconds(60))
        .until(() -> number("SELECT COUNT(*) " + left) == 1);
    long leftSeconds = number("SELECT " + SECONDS + left);
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    dc2.clusters().delete(made.id());
    Fixture.awaitState(dc1, made, ClusterState.TERMINATED);
    Awaitility.await("its use is kept apart")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                number("SELECT COUNT(*) FROM usage_interval WHERE cluster_id = " + id(made)) == 4);
    long wanted =
        leftSeconds + number("SELECT " + SECONDS + "FROM node WHERE cluster_id = " + id(made));
    assertThat(leftSeconds).isGreaterThanOrEqualTo(90_000);
    assertThat(wanted).isGreaterThanOrEqualTo(3 * 90_000);
    assertThat(number("SELECT " + SECONDS + left)).isEqualTo(wanted);
    long before = nodeSeconds(dc1);
    database("DELETE FROM node WHERE cluster_id = " + id(made));
    database("DELETE FROM cluster WHERE id = " + id(made));
    assertThat(nodeSeconds(dc2)).isGreaterThanOrEqualTo(before).isGreaterThanOrEqualTo(wanted);
    assertThat(dc2.usage().csv(BY_TEMPLATE)).contains(",pair,", "nodeHours");
  }

  @Test
  @Order(4)
  void aClusterOfADeadDatacenterIsWarnedOfAndExpiresOnce() throws Exception {
    LoopWorker lost = staff.hire(3, LoopWorker::succeed);
    Accepted made =
        servers.client(3).clusters().create(Fixture.leased("orphan", Duration.ofHours(2)));
    Fixture.awaitState(dc1, made, ClusterState.ACTIVE);
    lost.kill();
    servers.galera().node(3).kill();
    Awaitility.await("dc3 is lost")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                dc1.datacenters().list().items().stream()
                    .anyMatch(dc -> dc.name().equals("dc3") && dc.state().equals("lost")));
    staff.hire(1, LoopWorker::succeed);
    staff.hire(2, LoopWorker::succeed);
    passBy(made, "INTERVAL 95 MINUTE");
    awaitWarnings(made, 1800);
    passBy(made, "INTERVAL 30 MINUTE");
    Fixture.awaitState(dc2, made, ClusterState.TERMINATED);
    Awaitility.await("its last event has its place")
        .atMost(Duration.ofSeconds(20))
        .until(() -> events(made, "cluster.terminated").size() == 1);
    assertThat(events(made, "cluster.expired")).hasSize(1);
    AuditQuery lines = AuditQuery.ALL.subject("cluster/" + made.id()).action("cluster.expire");
    assertThat(dc1.audits().list(10, Optional.empty(), lines).items())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.user()).isEqualTo("(servers)");
              assertThat(line.before().orElseThrow().get("state").asText()).isEqualTo("active");
            });
    assertThat(dc1.clusters().jobs(made.id(), 10, Optional.empty()).items()).hasSize(2);
    assertThat(dc1.jobs().get(made.id().job(2)).datacenter()).isNotEqualTo("dc3");
    assertThat(warnings(made)).hasSize(1);
  }

  /** Lets time pass for a cluster, by moving it back as a whole. */
  private static void passBy(Accepted cluster, String interval) throws SQLException {
    database(
        """
        UPDATE cluster
        SET created_at = created_at - %1$s,
            expires_at = expires_at - %1$s,
            warned_until = warned_until - %1$s
        WHERE id = %2$d
        """
            .formatted(interval, id(cluster)));
  }

  private static void awaitWarnings(Accepted cluster, Integer... secondsBefore) {
    Awaitility.await("warnings of " + cluster.id())
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(warnings(cluster)).containsExactly(secondsBefore));
  }

  private static List<Integer> warnings(Accepted cluster) {
    return events(cluster, WARNING).stream()
        .map(event -> event.data().get("secondsBefore").asInt())
        .toList();
  }

  private static List<EventView> events(Accepted cluster, String type) {
    EventSelection selection =
        new EventSelection(List.of(type), Optional.of("cluster/" + cluster.id()));
    return dc1.events().list(selection, 1000, 0).items();
  }

  private static long nodeSeconds(CooperageClient client) {
    return client.usage().list(BY_TEMPLATE, 1000, Optional.empty()).items().stream()
        .filter(row -> row.template().equals(Optional.of("pair")))
        .mapToLong(UsageView::nodeSeconds)
        .sum();
  }

  private static long id(Accepted cluster) {
    return cluster.id().value();
  }

  private static void database(String statement) throws SQLException {
    try (Connection connection = connect()) {
      // Servers write the same rows: of two, one is thrown back.
      Awaitility.await(statement)
          .ignoreExceptionsInstanceOf(SQLException.class)
          .untilAsserted(() -> connection.createStatement().execute(statement));
    }
  }

  private static long number(String query) throws SQLException {
    try (Connection connection = connect();
        ResultSet row = connection.createStatement().executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        servers.galera().jdbcUrl(1),
        servers.galera().account().user(),
        servers.galera().account().password());
  }
}
