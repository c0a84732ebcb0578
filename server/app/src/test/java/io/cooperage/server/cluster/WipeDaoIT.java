package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.api.ClusterId;
import io.cooperage.galera.Galera;
import io.cooperage.galera.GaleraConfig;
import io.cooperage.galera.ids.IdSpace;
import io.cooperage.galera.lease.LeaseHolder;
import io.cooperage.galera.node.DatabaseConfig;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.galera.tx.NodeUnusableException;
import io.cooperage.server.cluster.WipeDao.Keyed;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whose secrets can be wiped, on a real node. */
class WipeDaoIT {
  private static LocalGalera node;
  private static Galera galera;

  @BeforeAll
  static void start() {
    node = LocalGalera.start(1);
    galera =
        Galera.open(
            GaleraConfig.of(
                "dc1",
                new IdSpace(1, 3),
                DatabaseConfig.of(
                    node.jdbcUrl(1), node.account().user(), node.account().password())),
            new MetricRegistry());
    Awaitility.await("the node is seen to be usable")
        .atMost(Duration.ofSeconds(30))
        .ignoreException(NodeUnusableException.class)
        .until(
            () ->
                galera
                        .migrations("classpath:db/migration")
                        .migrate(new LeaseHolder("test", "dc1", "127.0.0.1"))
                    > 0);
  }

  @AfterAll
  static void stop() {
    if (galera != null) {
      galera.close();
    }
    if (node != null) {
      node.close();
    }
  }

  private static int run(String sql, Object... values) {
    return galera.transactions().run("test", tx -> tx.execute(sql, values));
  }

  private static void cluster(long cluster, String state) {
    run(
        "INSERT INTO cluster (id, tenant, name, description, owner, state, version, template,"
            + " num_machines, spec, latest_job, active_job, created_at)"
            + " VALUES (?, 'a', 'c', '', 'o', ?, 1, 't', 1, '{}', 1, 1, UTC_TIMESTAMP(3))",
        cluster,
        state);
    run(
        "INSERT INTO secret_key (scope, cluster_id, master, wrapped, created_at)"
            + " VALUES (?, ?, 'k1', 'w', UTC_TIMESTAMP(3))",
        "cluster/" + new ClusterId(cluster),
        cluster);
  }

  private static void task(long cluster, boolean detached, String state) {
    run(
        "INSERT INTO task (cluster_id, job_number, number, action, stage, successors, predecessors,"
            + " waiting_on, state, detached, tenant, worker_labels)"
            + " VALUES (?, 1, 1, 'DELETE', 0, '', 0, 0, ?, ?, 'a', '')",
        cluster,
        state,
        detached);
  }

  private static List<Keyed> list(long after, int limit) {
    return galera
        .reads()
        .run("test", Consistency.local(), handle -> WipeDao.list(handle, after, limit));
  }

  private static Keyed keyed(long cluster, boolean gone) {
    return new Keyed(new ClusterId(cluster), gone);
  }

  @Test
  void aTerminatedClusterKeepsItsKeyUntilEachOfItsCleanUpsIsOver() {
    run(
        "INSERT INTO secret_key (scope, cluster_id, master, wrapped, created_at)"
            + " VALUES ('tenant/a', NULL, 'k1', 'w', UTC_TIMESTAMP(3))");
    cluster(1, "active");
    cluster(2, "terminated");
    cluster(3, "terminated");
    task(3, false, "failed");
    cluster(4, "terminated");
    task(4, true, "failed");
    cluster(5, "terminated");
    task(5, true, "in_progress");
    cluster(6, "terminated");
    task(6, true, "not_submitted");

    assertThat(list(0, 3)).containsExactly(keyed(1, false), keyed(2, true), keyed(3, true));
    assertThat(list(3, 100)).containsExactly(keyed(4, false), keyed(5, false), keyed(6, false));

    run("UPDATE task SET state = 'complete', skipped = TRUE WHERE detached");
    assertThat(list(3, 100)).containsExactly(keyed(4, true), keyed(5, true), keyed(6, true));
    assertThat(list(6, 100)).isEmpty();
  }
}
