package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.api.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The SQL of tasks, other than handing them out ({@link QueueDao}). */
final class TaskDao {
  private static final int ROWS_PER_INSERT = 200;
  private static final int ROWS_PER_SELECT = 300;

  private TaskDao() {}

  /**
   * New tasks, many rows a statement; those with a queue can be taken after {@code delay}. What
   * they ask of a worker, and for whom, they have from their job.
   */
  static void insert(Handle tx, List<TaskRow> tasks, Duration delay) {
    for (int from = 0; from < tasks.size(); from += ROWS_PER_INSERT) {
      insertRows(tx, tasks.subList(from, Math.min(tasks.size(), from + ROWS_PER_INSERT)), delay);
    }
  }

  private static void insertRows(Handle tx, List<TaskRow> tasks, Duration delay) {
    String row =
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND, ?, ?, ?,"
            + " (SELECT tenant FROM job WHERE cluster_id = ? AND number = ?),"
            + " (SELECT worker_labels FROM job WHERE cluster_id = ? AND number = ?))";
    Update insert =
        tx.createUpdate(
            """
            INSERT INTO task (cluster_id, job_number, number, action, node_number, service, plugin,
              generation, stage, successors, predecessors, waiting_on, state, queue, not_before,
              attempt, detached, message, tenant, worker_labels)
            VALUES
            """
                + String.join(", ", Collections.nCopies(tasks.size(), row)));
    int at = 0;
    for (TaskRow task : tasks) {
      insert
          .bind(at++, task.id().job().cluster().value())
          .bind(at++, task.id().job().number())
          .bind(at++, task.id().number())
          .bind(at++, task.action().map(action -> action.wire()).orElse(Rows.GATE))
          .bind(at++, task.node() == 0 ? null : task.node())
          .bind(at++, task.service())
          .bind(at++, task.plugin())
          .bind(at++, task.generation())
          .bind(at++, task.stage())
          .bind(at++, Rows.text(task.successors()))
          .bind(at++, task.predecessors())
          .bind(at++, task.waitingOn())
          .bind(at++, task.state().wire())
          .bind(at++, task.queue().orElse(null))
          .bind(at++, task.queue().map(queue -> delay.toMillis() * 1000).orElse(null))
          .bind(at++, task.attempt())
          .bind(at++, task.detached())
          .bind(at++, task.message())
          .bind(at++, task.id().job().cluster().value())
          .bind(at++, task.id().job().number())
          .bind(at++, task.id().job().cluster().value())
          .bind(at++, task.id().job().number());
    }
    insert.execute();
  }

  /**
   * Counts an act of a task in progress under {@code token}; the write conflicts with whoever takes
   * the token away.
   *
   * @return 0 if it has been taken away
   */
  static int act(Handle tx, TaskId id, String token) {
    return tx.createUpdate(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET acts = acts + 1
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND number = :number
              AND state = 'in_progress'
              AND token = :token
            """)
        .bind("cluster", id.job().cluster().value())
        .bind("job", id.job().number())
        .bind("number", id.number())
        .bind("token", token)
        .execute();
  }

  static List<TaskRow> find(Handle handle, Collection<TaskId> ids) {
    List<TaskId> all = List.copyOf(ids);
    List<TaskRow> rows = new ArrayList<>(all.size());
    for (int from = 0; from < all.size(); from += ROWS_PER_SELECT) {
      rows.addAll(
          findSome(handle, all.subList(from, Math.min(all.size(), from + ROWS_PER_SELECT))));
    }
    return rows;
  }

  private static List<TaskRow> findSome(Handle handle, List<TaskId> ids) {
    Query query =
        handle.createQuery(
            "SELECT "
                + Rows.TASK_COLUMNS
                + " FROM task FORCE INDEX (PRIMARY) WHERE "
                + Rows.anyOf(ids.size(), "cluster_id = ? AND job_number = ? AND number = ?"));
    int at = 0;
    for (TaskId id : ids) {
      query.bind(at++, id.job().cluster().value());
      query.bind(at++, id.job().number());
      query.bind(at++, id.number());
    }
    return query.map((row, context) -> Rows.task(row)).list();
  }

  /** The tasks of a job in order of number, a page at a time. */
  static List<TaskRow> list(Handle handle, JobId job, int after, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + Rows.TASK_COLUMNS
                + """
                 FROM task
                WHERE cluster_id = :cluster
                  AND job_number = :job
                  AND number > :after
                ORDER BY number
                LIMIT :limit
                """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> Rows.task(row))
        .list();
  }

  /** The tasks of {@code nodes} in one job. */
  static List<TaskRow> findOnNodes(Handle handle, JobId job, Collection<Integer> nodes) {
    return handle
        .createQuery(
            "SELECT "
                + Rows.TASK_COLUMNS
                + """
                 FROM task FORCE INDEX (task_node)
                WHERE cluster_id = :cluster
                  AND job_number = :job
                  AND node_number IN (<nodes>)
                  AND NOT detached
                """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .bindList("nodes", List.copyOf(nodes))
        .map((row, context) -> Rows.task(row))
        .list();
  }

  /** The tasks on these nodes that wait for nothing but their node. */
  static List<TaskRow> findReady(Handle handle, Collection<OnNode> nodes) {
    List<OnNode> all = List.copyOf(nodes);
    List<TaskRow> rows = new ArrayList<>();
    for (int from = 0; from < all.size(); from += ROWS_PER_SELECT) {
      List<OnNode> some = all.subList(from, Math.min(all.size(), from + ROWS_PER_SELECT));
      Query query =
          handle.createQuery(
              "SELECT "
                  + Rows.TASK_COLUMNS
                  + """
                   FROM task FORCE INDEX (task_node)
                  WHERE state = 'not_submitted'
                    AND waiting_on = 0
                    AND queue IS NULL
                    AND NOT detached
                    AND (\
                  """
                  + Rows.anyOf(some.size(), "cluster_id = ? AND job_number = ? AND node_number = ?")
                  + ")");
      int at = 0;
      for (OnNode node : some) {
        query.bind(at++, node.job().cluster().value());
        query.bind(at++, node.job().number());
        query.bind(at++, node.node());
      }
      rows.addAll(query.map((row, context) -> Rows.task(row)).list());
    }
    return rows;
  }

  /** A node as one job sees it. */
  record OnNode(JobId job, int node) {}

  /** What of a job is queued or in progress. */
  static List<TaskRow> findOut(Handle handle, JobId job) {
    return handle
        .createQuery(
            "SELECT "
                + Rows.TASK_COLUMNS
                + """
                 FROM task FORCE INDEX (PRIMARY)
                WHERE cluster_id = :cluster
                  AND job_number = :job
                  AND (queue IS NOT NULL OR state = 'in_progress')
                  AND NOT detached
                ORDER BY number
                LIMIT 1000
                """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .map((row, context) -> Rows.task(row))
        .list();
  }

  static List<TaskRow> findRunning(Handle handle, JobId job) {
    return handle
        .createQuery(
            "SELECT "
                + Rows.TASK_COLUMNS
                + """
                 FROM task FORCE INDEX (PRIMARY)
                WHERE cluster_id = :cluster
                  AND job_number = :job
                  AND state = 'in_progress'
                """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .map((row, context) -> Rows.task(row))
        .list();
  }

  /** Where the next task is one that a worker had before: it may have been revoked just now. */
  static List<Integer> findNodesPutBack(Handle handle, JobId job) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT node_number
            FROM task FORCE INDEX (PRIMARY)
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND state = 'not_submitted'
              AND not_before IS NOT NULL
              AND attempt > 0
              AND NOT detached
            """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .mapTo(Integer.class)
        .list();
  }

  /** Puts all tasks of a job back to where its plan begins; attempts are kept, tokens are void. */
  static void reset(Handle tx, JobId job) {
    tx.createUpdate(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET state = 'not_submitted',
                waiting_on = predecessors,
                queue = NULL,
                not_before = NULL,
                failures = 0,
                recreate = FALSE,
                skipped = FALSE,
                token = NULL,
                message = '',
                ended_at = NULL
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND NOT detached
            """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .execute();
  }

  /** Writes what became of tasks, all in one batch. The lock on their job makes it exclusive. */
  static void update(Handle tx, Collection<TaskDraft> drafts) {
    if (drafts.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET state = ?,
                waiting_on = ?,
                queue = ?,
                not_before = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND,
                failures = ?,
                recreate = ?,
                skipped = ?,
                token = ?,
                message = ?,
                ended_at = IF(?, UTC_TIMESTAMP(3), NULL)
            WHERE cluster_id = ?
              AND job_number = ?
              AND number = ?
            """);
    for (TaskDraft draft : drafts) {
      JobId job = draft.row.id().job();
      batch
          .bind(0, draft.state.wire())
          .bind(1, draft.waitingOn)
          .bind(2, draft.queue.orElse(null))
          .bind(3, draft.isNext() ? draft.delay.toMillis() * 1000 : null)
          .bind(4, draft.failures)
          .bind(5, draft.recreate)
          .bind(6, draft.skipped)
          .bind(7, draft.token.orElse(null))
          .bind(8, draft.message)
          .bind(9, draft.isEnded())
          .bind(10, job.cluster().value())
          .bind(11, job.number())
          .bind(12, draft.number())
          .add();
    }
    batch.execute();
  }

  /** Ends what is left of a job: nothing more is handed out, and no token is good any more. */
  static int drop(Handle tx, JobId job) {
    return tx.createUpdate(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET state = 'dropped',
                queue = NULL,
                token = NULL,
                ended_at = UTC_TIMESTAMP(3)
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND state IN ('not_submitted', 'in_progress')
              AND NOT detached
            """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .execute();
  }

  /** Lets the workers of another datacenter take what is queued. */
  static int requeue(Handle tx, JobId job, String datacenter) {
    return tx.createUpdate(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET queue = :datacenter
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND queue IS NOT NULL
              AND NOT detached
            """)
        .bind("datacenter", datacenter)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .execute();
  }

  /** Whether any worker ever had a task of the job; one that was put back may still be ending. */
  static boolean wasHandedOut(Handle handle, JobId job) {
    return handle
        .createQuery(
            """
            SELECT 1
            FROM task FORCE INDEX (PRIMARY)
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND attempt > 0
              AND NOT detached
            LIMIT 1
            """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static int lastNumber(Handle tx, JobId job) {
    return tx.createQuery(
            """
            SELECT COALESCE(MAX(number), 0)
            FROM task
            WHERE cluster_id = :cluster
              AND job_number = :job
            """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .mapTo(Integer.class)
        .one();
  }
}
