package io.cooperage.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.AuditChainView;
import io.cooperage.api.AuditVerification;
import io.cooperage.api.AuditView;
import io.cooperage.api.Role;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TokenRequest;
import io.cooperage.client.AuditQuery;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The audit of two datacenters: what its lines say, that they are chained, and who notices. */
class AuditIT {
  private static ServerCluster servers;
  private static CooperageClient dc1;
  private static CooperageClient dc2;

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(2);
    dc1 = servers.client(1);
    dc2 = servers.client(2);
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void aLineSaysWhatWasBeforeAndWhatIsAfter() {
    dc1.tenants().create(new TenantRequest("told", 1, 2, 3));
    dc2.tenants().update(new TenantRequest("told", 4, 2, 3), dc2.tenants().get("told").version());
    List<AuditView> lines =
        dc1.audits().list(10, Optional.empty(), AuditQuery.ALL.subject("tenant/told")).items();
    AuditView made = only(lines, "tenant.created");
    AuditView changed = only(lines, "tenant.updated");
    assertThat(made.before()).isEmpty();
    assertThat(made.after().orElseThrow().get("maxClusters").asInt()).isEqualTo(1);
    assertThat(changed.datacenter()).isEqualTo("dc2");
    assertThat(changed.before()).isEqualTo(made.after());
    assertThat(changed.after().orElseThrow().get("maxClusters").asInt()).isEqualTo(4);
  }

  @Test
  void noSecretOfATokenIsInItsLine() throws Exception {
    String secret =
        dc1.tokens()
            .create(new TokenRequest("t", "superadmin", "u", Role.VIEWER, Optional.empty()))
            .secret()
            .orElseThrow();
    List<AuditView> lines =
        dc1.audits().list(1000, Optional.empty(), AuditQuery.ALL.action("token.")).items();
    assertThat(lines).isNotEmpty();
    assertThat(lines.toString()).doesNotContain(secret);
  }

  @Test
  void whoeverChangesLinesBehindTheServersBackIsFound() throws Exception {
    for (int i = 0; i < 6; i++) {
      dc1.tenants().create(new TenantRequest("chained" + i, 1, 1, 1));
      dc2.tenants().create(new TenantRequest("also" + i, 1, 1, 1));
    }
    awaitChained();
    AuditVerification intact = dc2.audits().verify();
    assertThat(intact.intact()).as("%s", intact).isTrue();
    assertThat(intact.chains()).extracting(AuditChainView::datacenter).contains("dc1", "dc2");
    long last = chain(intact, "dc1").head();
    long middle = last - 3;
    tampered(
        "UPDATE audit SET user = 'eve' WHERE datacenter = 'dc1' AND position = " + middle, middle);
    tampered(
        "UPDATE audit SET after_value = '{}' WHERE datacenter = 'dc1' AND position = " + middle,
        middle);
    tampered("DELETE FROM audit WHERE datacenter = 'dc1' AND position = " + middle, middle);
    tampered("DELETE FROM audit WHERE datacenter = 'dc1' AND position = " + last, last);
    tampered(
        """
        UPDATE audit SET position = -1 WHERE datacenter = 'dc1' AND position = %1$d;
        UPDATE audit SET position = %1$d WHERE datacenter = 'dc1' AND position = %2$d;
        UPDATE audit SET position = %2$d WHERE datacenter = 'dc1' AND position = -1
        """
            .formatted(middle, middle + 1),
        middle);
    tampered(
        """
        INSERT INTO audit (id, at, tenant, user, action, subject, datacenter, request_id, detail,
                           position, hash)
        SELECT 0, at, tenant, 'eve', action, subject, datacenter, request_id, detail, %d, hash
        FROM audit
        WHERE datacenter = 'dc1' AND position = %d
        """
            .formatted(last + 1, last),
        last + 1);
    assertThat(dc1.audits().verify().intact()).as("all is as it was").isTrue();
  }

  /** Runs {@code sql}, asks what the servers find, and takes it back. */
  private static void tampered(String sql, long position) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                servers.galera().jdbcUrl(1),
                servers.galera().account().user(),
                servers.galera().account().password());
        Statement statement = connection.createStatement()) {
      List<List<Object>> kept = rows(statement);
      for (String one : sql.split(";")) {
        statement.execute(one);
      }
      AuditVerification found = dc2.audits().verify();
      restore(connection, kept);
      AuditChainView broken = chain(found, "dc1");
      assertThat(found.intact()).as(sql).isFalse();
      assertThat(broken.broken().orElseThrow().position()).as(sql).isEqualTo(position);
      assertThat(chain(found, "dc2").broken()).isEmpty();
    }
  }

  private static List<List<Object>> rows(Statement statement) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    try (ResultSet found = statement.executeQuery("SELECT * FROM audit")) {
      while (found.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
          row.add(found.getObject(column));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static void restore(Connection connection, List<List<Object>> rows) throws Exception {
    String values = String.join(", ", Collections.nCopies(rows.get(0).size(), "?"));
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO audit VALUES (" + values + ")")) {
      statement.execute("DELETE FROM audit");
      for (List<Object> row : rows) {
        for (int column = 0; column < row.size(); column++) {
          insert.setObject(column + 1, row.get(column));
        }
        insert.execute();
      }
    }
  }

  @Test
  void aHashThatWasNotedShowsARewrittenChain() {
    awaitChained();
    AuditChainView now = chain(dc1.audits().verify(), "dc1");
    assertThat(dc1.audits().verify("dc1", now.upTo(), Optional.of(now.hash())).intact()).isTrue();
    AuditVerification other = dc1.audits().verify("dc1", now.upTo(), Optional.of("00".repeat(32)));
    assertThat(chain(other, "dc1").broken().orElseThrow().reason()).contains("noted");
  }

  @Test
  void anExportGoesOnWhereItEnded() {
    awaitChained();
    List<AuditView> all = new ArrayList<>();
    dc1.audits().export(AuditQuery.ALL.datacenter("dc1"), Optional.empty(), all::add);
    assertThat(all).hasSizeGreaterThan(2);
    assertThat(all).extracting(line -> line.position().orElseThrow()).isSorted();
    String cursor = "dc1:" + all.get(1).position().orElseThrow();
    List<AuditView> rest = new ArrayList<>();
    dc2.audits().export(AuditQuery.ALL.datacenter("dc1"), Optional.of(cursor), rest::add);
    assertThat(rest.subList(0, all.size() - 2)).isEqualTo(all.subList(2, all.size()));
  }

  @Test
  void linesOfADatacenterThatIsGoneAreChainedByAnother() throws Exception {
    JsonNode nothing = io.cooperage.server.web.Json.MAPPER.createObjectNode();
    try (Connection connection =
            DriverManager.getConnection(
                servers.galera().jdbcUrl(1),
                servers.galera().account().user(),
                servers.galera().account().password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO audit (id, at, tenant, user, action, subject, datacenter, request_id, detail)
          VALUES (-1, UTC_TIMESTAMP() - INTERVAL 2 DAY, 't', 'u', 'a', 's', 'gone', 'r', '%s')
          """
              .formatted(nothing));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                dc1.audits().verify().chains().stream()
                    .anyMatch(one -> one.datacenter().equals("gone") && one.head() == 1));
  }

  private static void awaitChained() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                dc1.audits().verify().chains().stream()
                    .filter(one -> !one.datacenter().equals("gone"))
                    .allMatch(one -> one.waiting() == 0));
  }

  private static AuditChainView chain(AuditVerification found, String datacenter) {
    return found.chains().stream()
        .filter(one -> one.datacenter().equals(datacenter))
        .findFirst()
        .orElseThrow();
  }

  private static AuditView only(List<AuditView> lines, String action) {
    return lines.stream().filter(line -> line.action().equals(action)).findFirst().orElseThrow();
  }
}
