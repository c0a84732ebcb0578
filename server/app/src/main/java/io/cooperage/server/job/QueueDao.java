package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.JobId;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import io.cooperage.api.WorkerLabels;
import io.cooperage.server.job.LostTasks.Held;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The SQL of handing tasks out. */
final class QueueDao {
  private static final int UNLIMITED = -1;

  /**
   * Tasks in the order of the index, and of each its job; the database, left to itself, begins with
   * the jobs where these are few, and then sorts all tasks that wait.
   */
  private static final String WINDOW =
      """
      (SELECT ?, t.cluster_id, t.job_number, t.number,
        CAST(UNIX_TIMESTAMP(t.not_before) * 1000 AS INTEGER), t.action, t.node_number, t.service,
        t.generation, t.attempt, t.recreate, j.epoch
      FROM task t FORCE INDEX (task_queue)
      STRAIGHT_JOIN job j FORCE INDEX (PRIMARY)
        ON j.cluster_id = t.cluster_id AND j.number = t.job_number
      WHERE t.queue = ?
        AND t.tenant = ?
        AND t.plugin = ?
        AND t.worker_labels = ?
        AND t.not_before <= UTC_TIMESTAMP(3)
        AND (t.detached OR (j.datacenter = ? AND j.epoch = ?))
      ORDER BY t.not_before, t.cluster_id, t.job_number, t.number
      LIMIT ?)
      """;

  /**
   * A task that can be taken, with what its hand-out needs.
   *
   * @param since it waits, in milliseconds of the database's clock
   */
  record Candidate(
      TaskId id,
      Lane lane,
      long since,
      TaskAction action,
      int node,
      String service,
      int generation,
      int attempt,
      boolean recreate,
      long epoch) {}

  private QueueDao() {}

  /**
   * A datacenter's right to hand out.
   *
   * @param draining its workers that are to get nothing new
   */
  record Turn(long epoch, Set<String> draining) {}

  /**
   * The turn of a datacenter that is up. Held until the end of the transaction, so that its servers
   * choose candidates one after the other. Nothing is read before the row is held.
   */
  static Optional<Turn> turn(Handle tx, String datacenter) {
    return tx.createQuery(
            """
            SELECT epoch, (
                SELECT GROUP_CONCAT(worker.id)
                FROM worker
                WHERE worker.datacenter = datacenter.name
                  AND worker.state = 'draining')
            FROM datacenter
            WHERE name = :name
              AND state = 'up'
            FOR UPDATE
            """)
        .bind("name", datacenter)
        .map((row, context) -> new Turn(row.getLong(1), names(row.getString(2))))
        .findOne();
  }

  private static Set<String> names(String list) {
    return list == null ? Set.of() : Set.of(list.split(","));
  }

  static boolean isWaiting(Handle handle, String datacenter) {
    return handle
        .createQuery(
            """
            SELECT 1
            FROM (
              SELECT MIN(not_before) AS since
              FROM task FORCE INDEX (task_queue)
              WHERE queue = :queue
              GROUP BY queue, tenant, plugin, worker_labels
            ) lane
            WHERE since <= UTC_TIMESTAMP(3)
            LIMIT 1
            """)
        .bind("queue", datacenter)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /**
   * The lanes of a datacenter's queue in which a task may be taken now. One step in the index for
   * each lane, however many tasks it has: for that, all of GROUP BY is a prefix of the index.
   */
  static List<Lane> lanes(Handle handle, String datacenter) {
    return handle
        .createQuery(
            """
            SELECT lane.tenant, lane.plugin, lane.worker_labels, tenant.workers
            FROM (
              SELECT tenant, plugin, worker_labels, MIN(not_before) AS since
              FROM task FORCE INDEX (task_queue)
              WHERE queue = :queue
              GROUP BY queue, tenant, plugin, worker_labels
            ) lane
            LEFT JOIN tenant ON tenant.name = lane.tenant
            WHERE lane.since <= UTC_TIMESTAMP(3)
            """)
        .bind("queue", datacenter)
        .map(
            (row, context) ->
                new Lane(
                    row.getString(1),
                    row.getString(2),
                    WorkerLabels.parse(row.getString(3)),
                    row.getObject(4) == null ? UNLIMITED : row.getInt(4)))
        .list();
  }

  /**
   * The tasks of {@code lanes} that have waited longest, up to {@code window} of each, which the
   * workers of {@code datacenter} may take: those of jobs that it owns under {@code epoch}, and
   * clean-ups. Tasks of jobs that it owned under an epoch that is over may be queued here still;
   * they are left to whoever moves their jobs.
   */
  static List<Candidate> candidates(
      Handle tx, String datacenter, long epoch, List<Lane> lanes, int window) {
    Query query =
        tx.createQuery(String.join(" UNION ALL ", Collections.nCopies(lanes.size(), WINDOW)));
    int at = 0;
    for (int lane = 0; lane < lanes.size(); lane++) {
      query
          .bind(at++, lane)
          .bind(at++, datacenter)
          .bind(at++, lanes.get(lane).tenant())
          .bind(at++, lanes.get(lane).plugin())
          .bind(at++, lanes.get(lane).labels().toString())
          .bind(at++, datacenter)
          .bind(at++, epoch)
          .bind(at++, window);
    }
    return query.map((row, context) -> candidate(row, lanes.get(row.getInt(1)))).list();
  }

  private static Candidate candidate(ResultSet row, Lane lane) throws SQLException {
    return new Candidate(
        new JobId(new ClusterId(row.getLong(2)), row.getInt(3)).task(row.getInt(4)),
        lane,
        row.getLong(5),
        TaskAction.parse(row.getString(6)),
        row.getInt(7),
        row.getString(8),
        row.getInt(9),
        row.getInt(10),
        row.getBoolean(11),
        row.getLong(12));
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
