package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.JobId;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import io.cooperage.server.job.LostTasks.Held;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The SQL of handing tasks out. */
final class QueueDao {
  /** A task that can be taken, with what its hand-out needs. */
  record Candidate(
      TaskId id,
      TaskAction action,
      int node,
      String service,
      String plugin,
      int generation,
      int attempt,
      boolean recreate,
      long epoch) {}

  private QueueDao() {}

  /**
   * The epoch of a datacenter that is up. Held until the end of the transaction, so that its
   * servers choose candidates one after the other.
   */
  static OptionalLong turn(Handle tx, String datacenter) {
    return tx.createQuery(
            """
            SELECT epoch
            FROM datacenter
            WHERE name = :name
              AND state = 'up'
            FOR UPDATE
            """)
        .bind("name", datacenter)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  static boolean isWaiting(Handle handle, String datacenter) {
    return handle
        .createQuery(
            """
            SELECT 1
            FROM task
            WHERE queue = :queue
              AND not_before <= UTC_TIMESTAMP(3)
            LIMIT 1
            """)
        .bind("queue", datacenter)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /**
   * What the workers of {@code datacenter} may take: tasks of jobs that it owns under {@code
   * epoch}, and clean-ups. Tasks of jobs that it owned under an epoch that is over may be queued
   * here still; they are left to whoever moves their jobs.
   */
  static List<Candidate> candidates(
      Handle tx, String datacenter, long epoch, Collection<String> plugins, int limit) {
    return tx.createQuery(
            """
            SELECT t.cluster_id, t.job_number, t.number, t.action, t.node_number, t.service,
              t.plugin, t.generation, t.attempt, t.recreate, j.epoch
            FROM task t FORCE INDEX (task_queue)
            JOIN job j ON j.cluster_id = t.cluster_id AND j.number = t.job_number
            WHERE t.queue = :queue
              AND t.not_before <= UTC_TIMESTAMP(3)
              AND t.plugin IN (<plugins>)
              AND (t.detached OR (j.datacenter = :queue AND j.epoch = :epoch))
            ORDER BY t.not_before, t.cluster_id, t.job_number, t.number
            LIMIT :limit
            """)
        .bind("queue", datacenter)
        .bind("epoch", epoch)
        .bindList("plugins", List.copyOf(plugins))
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Candidate(
                    new JobId(new ClusterId(row.getLong(1)), row.getInt(2)).task(row.getInt(3)),
                    TaskAction.parse(row.getString(4)),
                    row.getInt(5),
                    row.getString(6),
                    row.getString(7),
                    row.getInt(8),
                    row.getInt(9),
                    row.getBoolean(10),
                    row.getLong(11)))
        .list();
  }

  /**
   * Takes tasks for workers, each guarded by its place in the queue and its attempt.
   *
   * @return for each hand-out whether it got its task
   */
  static List<Boolean> take(Handle tx, String datacenter, List<HandOut> handOuts) {
    PreparedBatch batch =
        tx.prepareBatch(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET state = 'in_progress',
                queue = NULL,
                attempt = attempt + 1,
                token = ?,
                worker = ?,
                worker_dc = ?,
                poll = ?,
                message = '',
                started_at = UTC_TIMESTAMP(3),
                ended_at = NULL
            WHERE cluster_id = ?
              AND job_number = ?
              AND number = ?
              AND state = 'not_submitted'
              AND queue = ?
              AND attempt = ?
            """);
    for (HandOut handOut : handOuts) {
      TaskId id = handOut.task();
      batch
          .bind(0, handOut.token())
          .bind(1, handOut.worker())
          .bind(2, datacenter)
          .bind(3, handOut.poll())
          .bind(4, id.job().cluster().value())
          .bind(5, id.job().number())
          .bind(6, id.number())
          .bind(7, datacenter)
          .bind(8, handOut.attempt() - 1)
          .add();
    }
    List<Boolean> taken = new ArrayList<>(handOuts.size());
    for (int count : batch.execute()) {
      taken.add(count == 1);
    }
    return taken;
  }

  static List<Held> running(Handle handle, String datacenter) {
    return handle
        .createQuery(
            """
            SELECT cluster_id, job_number, number, token, worker, poll
            FROM task FORCE INDEX (task_running)
            WHERE state = 'in_progress'
              AND worker_dc = :datacenter
            """)
        .bind("datacenter", datacenter)
        .map(QueueDao::held)
        .list();
  }

  /** Tasks anywhere that have been in progress for longer than {@code limit}. */
  static List<Held> overdue(Handle handle, Duration limit) {
    return handle
        .createQuery(
            """
            SELECT cluster_id, job_number, number, token, worker, poll
            FROM task FORCE INDEX (task_running)
            WHERE state = 'in_progress'
              AND started_at < UTC_TIMESTAMP(3) - INTERVAL :limit MICROSECOND
            """)
        .bind("limit", limit.toMillis() * 1000)
        .map(QueueDao::held)
        .list();
  }

  private static Held held(ResultSet row, StatementContext context) throws SQLException {
    TaskId task = new JobId(new ClusterId(row.getLong(1)), row.getInt(2)).task(row.getInt(3));
    return new Held(task, row.getString(4), row.getString(5), row.getLong(6));
  }
}
