package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterId;
import io.cooperage.galera.Galera;
import io.cooperage.galera.read.Consistency;
import io.cooperage.server.cluster.WipeDao.Keyed;
import io.cooperage.server.testing.MigratedNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whose secrets can be wiped, on a real node. */
class WipeDaoIT {
  private static MigratedNode node;
  private static Galera galera;

  @BeforeAll
  static void start() {
    node = MigratedNode.start();
    galera = node.galera();
  }

  @AfterAll
  static void stop() {
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
