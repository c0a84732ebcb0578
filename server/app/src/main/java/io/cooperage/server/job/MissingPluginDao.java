package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.JobId;
import io.cooperage.api.TaskId;
import io.cooperage.api.WorkerLabels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of what tasks ask of a worker and none of their datacenter has. */
final class MissingPluginDao {
  private MissingPluginDao() {}

  /** Something that no worker has had {@code since}. */
  record Missing(Ask ask, Instant since) {}

  /** A task that waits for something that no worker has. */
  record Stuck(TaskId task, Ask ask) {}

  static Set<Ask> list(Handle handle, String datacenter) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                SELECT plugin, worker_labels
                FROM missing_plugin
                WHERE datacenter = :datacenter
                """)
            .bind("datacenter", datacenter)
            .map((row, context) -> ask(row))
            .list());
  }

  /** What the tasks of a job miss in its datacenter; all of them ask for the same labels. */
  static List<Missing> list(Handle handle, JobId job) {
    return handle
        .createQuery(
            """
            SELECT m.plugin, m.worker_labels, m.since
            FROM job j
            JOIN missing_plugin m
              ON m.datacenter = j.datacenter AND m.worker_labels = j.worker_labels
            WHERE j.cluster_id = :cluster
              AND j.number = :job
            """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .map(
            (row, context) ->
                new Missing(
                    ask(row), row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC)))
        .list();
  }

  private static Ask ask(ResultSet row) throws SQLException {
    return new Ask(row.getString(1), WorkerLabels.parse(row.getString(2)));
  }

  /** From now on; what is known to be missing keeps its time. */
  static void add(Handle tx, String datacenter, Collection<Ask> asks) {
    if (asks.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            INSERT IGNORE INTO missing_plugin (datacenter, plugin, worker_labels, since)
            VALUES (?, ?, ?, UTC_TIMESTAMP(3))
            """);
    for (Ask ask : asks) {
      batch.bind(0, datacenter).bind(1, ask.plugin()).bind(2, ask.labels().toString()).add();
    }
    batch.execute();
  }

  static void remove(Handle tx, String datacenter, Collection<Ask> asks) {
    if (asks.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            DELETE FROM missing_plugin
            WHERE datacenter = ?
              AND plugin = ?
              AND worker_labels = ?
            """);
    for (Ask ask : asks) {
      batch.bind(0, datacenter).bind(1, ask.plugin()).bind(2, ask.labels().toString()).add();
    }
    batch.execute();
  }

  /** Tasks that have waited for longer than {@code limit} for what was missing for as long. */
  static List<Stuck> waitedInVain(Handle handle, String datacenter, Duration limit, int most) {
    return handle
        .createQuery(
            """
            SELECT m.plugin, m.worker_labels, t.cluster_id, t.job_number, t.number
            FROM missing_plugin m
            JOIN task t FORCE INDEX (task_queue)
              ON t.queue = m.datacenter
              AND t.plugin = m.plugin
              AND t.worker_labels = m.worker_labels
            WHERE m.datacenter = :datacenter
              AND m.since < UTC_TIMESTAMP(3) - INTERVAL :limit MICROSECOND
              AND t.not_before < UTC_TIMESTAMP(3) - INTERVAL :limit MICROSECOND
              AND NOT t.detached
            LIMIT :most
            """)
        .bind("datacenter", datacenter)
        .bind("limit", limit.toMillis() * 1000)
        .bind("most", most)
        .map(
            (row, context) ->
                new Stuck(
                    new JobId(new ClusterId(row.getLong(3)), row.getInt(4)).task(row.getInt(5)),
                    ask(row)))
        .list();
  }
}
