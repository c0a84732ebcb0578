package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The SQL of what people and bounds do to jobs and their tasks. */
final class ControlDao {
  private ControlDao() {}

  /**
   * What somebody has a job do: it gets another state, owner and message, and its bound counts from
   * now. Guarded as {@link JobDao#start}; returns the job as it is then.
   */
  static JobRow turn(
      Handle tx, JobRow seen, JobState state, String datacenter, long epoch, String message) {
    int count =
        tx.createUpdate(
                """
                UPDATE job FORCE INDEX (PRIMARY)
                SET state = :newState,
                    datacenter = :newDatacenter,
                    epoch = :newEpoch,
                    message = :message,
                    version = version + 1,
                    since = UTC_TIMESTAMP(3),
                    ended_at = NULL
                WHERE cluster_id = :cluster
                  AND number = :number
                  AND state = :state
                  AND datacenter = :datacenter
                  AND epoch = :epoch
                  AND version = :version
                """)
            .bind("newState", state.wire())
            .bind("newDatacenter", datacenter)
            .bind("newEpoch", epoch)
            .bind("message", message)
            .bind("cluster", seen.id().cluster().value())
            .bind("number", seen.id().number())
            .bind("state", seen.state().wire())
            .bind("datacenter", seen.datacenter())
            .bind("epoch", seen.epoch())
            .bind("version", seen.version())
            .execute();
    if (count != 1) {
      throw new IllegalStateException("A job changed under its lock; the transaction is void");
    }
    return JobDao.find(tx, seen.id()).orElseThrow();
  }

  /** Jobs of any datacenter, begun or turned longer ago than {@code limit}. */
  static List<JobId> listOverdue(Handle handle, List<JobState> states, Duration limit, int most) {
    return handle
        .createQuery(
            """
            SELECT j.cluster_id, j.number
            FROM datacenter d
            JOIN job j FORCE INDEX (job_owner) ON j.datacenter = d.name
            WHERE j.state IN (<states>)
              AND COALESCE(j.since, j.created_at) < UTC_TIMESTAMP(3) - INTERVAL :limit MICROSECOND
            LIMIT :most
            """)
        .bindList("states", states.stream().map(JobState::wire).toList())
        .bind("limit", limit.toMillis() * 1000)
        .bind("most", most)
        .map((row, context) -> new JobId(new ClusterId(row.getLong(1)), row.getInt(2)))
        .list();
  }

  static boolean isOverdue(Handle tx, JobId job, Duration limit) {
    return tx.createQuery(
            """
            SELECT COALESCE(since, created_at) < UTC_TIMESTAMP(3) - INTERVAL :limit MICROSECOND
            FROM job
            WHERE cluster_id = :cluster
              AND number = :number
            """)
        .bind("limit", limit.toMillis() * 1000)
        .bind("cluster", job.cluster().value())
        .bind("number", job.number())
        .mapTo(Boolean.class)
        .one();
  }

  /** Takes what is queued out of the queue, until {@link #letGo}: its job is paused. */
  static int hold(Handle tx, JobId job) {
    return tx.createUpdate(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET queue = NULL
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND queue IS NOT NULL
              AND NOT detached
            """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .execute();
  }

  /** Queues what is held. */
  static int letGo(Handle tx, JobId job, String datacenter) {
    return tx.createUpdate(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET queue = :datacenter,
                not_before = GREATEST(not_before, UTC_TIMESTAMP(3))
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND state = 'not_submitted'
              AND queue IS NULL
              AND not_before IS NOT NULL
              AND NOT detached
            """)
        .bind("datacenter", datacenter)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .execute();
  }

  /** What failed or was dropped is to be done, from its first attempt; tokens are void. */
  static int again(Handle tx, JobId job) {
    return tx.createUpdate(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET state = 'not_submitted',
                queue = NULL,
                not_before = NULL,
                forgiven = attempt,
                failures = 0,
                token = NULL,
                ended_at = NULL
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND state IN ('failed', 'dropped')
              AND NOT skipped
              AND NOT detached
            """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .execute();
  }

  /** A failed task is to be done again when its job goes on. */
  static void putOff(Handle tx, TaskId id, String message) {
    decide(tx, id, "dropped", false, message);
  }

  /** A failed task counts as complete when its job goes on. */
  static void skip(Handle tx, TaskId id, String message) {
    decide(tx, id, "failed", true, message);
  }

  private static void decide(Handle tx, TaskId id, String state, boolean skipped, String message) {
    tx.createUpdate(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET state = :state,
                skipped = :skipped,
                message = :message
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND number = :number
              AND state = 'failed'
            """)
        .bind("state", state)
        .bind("skipped", skipped)
        .bind("message", message)
        .bind("cluster", id.job().cluster().value())
        .bind("job", id.job().number())
        .bind("number", id.number())
        .execute();
  }

  /** A clean-up that failed is queued again, with all its attempts; its token is void. */
  static int queueAgain(Handle tx, TaskId id, String datacenter, String message) {
    return tx.createUpdate(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET state = 'not_submitted',
                queue = :datacenter,
                not_before = UTC_TIMESTAMP(3),
                forgiven = attempt,
                failures = 0,
                token = NULL,
                message = :message,
                ended_at = NULL
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND number = :number
              AND state = 'failed'
              AND detached
            """)
        .bind("datacenter", datacenter)
        .bind("message", message)
        .bind("cluster", id.job().cluster().value())
        .bind("job", id.job().number())
        .bind("number", id.number())
        .execute();
  }

  /** A clean-up that no worker has counts as complete; nobody can take it any more. */
  static int giveUp(Handle tx, TaskId id, String message) {
    return tx.createUpdate(
            """
            UPDATE task FORCE INDEX (PRIMARY)
            SET state = 'complete',
                skipped = TRUE,
                queue = NULL,
                not_before = NULL,
                message = :message,
                ended_at = UTC_TIMESTAMP(3)
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND number = :number
              AND state IN ('not_submitted', 'failed')
              AND detached
            """)
        .bind("message", message)
        .bind("cluster", id.job().cluster().value())
        .bind("job", id.job().number())
        .bind("number", id.number())
        .execute();
  }

  /** What waits for nothing and is not queued. */
  static List<TaskRow> findFree(Handle handle, JobId job) {
    return findWhere(handle, job, "state = 'not_submitted' AND waiting_on = 0 AND queue IS NULL");
  }

  /** What failed and counts as complete when the job goes on. */
  static List<TaskRow> findSkipped(Handle handle, JobId job) {
    return findWhere(handle, job, "state = 'failed' AND skipped");
  }

  private static List<TaskRow> findWhere(Handle handle, JobId job, String condition) {
    return handle
        .createQuery(
            "SELECT "
                + Rows.TASK_COLUMNS
                + """
                 FROM task FORCE INDEX (PRIMARY)
                WHERE cluster_id = :cluster
                  AND job_number = :job
                  AND NOT detached
                  AND\s"""
                + condition)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .map((row, context) -> Rows.task(row))
        .list();
  }

  /** The failed tasks of a job of which nobody has said what becomes of them. */
  static List<Integer> findUndecided(Handle handle, JobId job) {
    return handle
        .createQuery(
            """
            SELECT number
            FROM task FORCE INDEX (PRIMARY)
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND state = 'failed'
              AND NOT skipped
              AND NOT detached
            """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .mapTo(Integer.class)
        .list();
  }

  /** Where a worker had a task that has failed or was dropped. */
  static Set<Integer> findNodesTried(Handle handle, JobId job) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT node_number
            FROM task FORCE INDEX (PRIMARY)
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND state IN ('failed', 'dropped')
              AND attempt > 0
              AND NOT detached
            """)
        .bind("cluster", job.cluster().value())
        .bind("job", job.number())
        .mapTo(Integer.class)
        .set();
  }
}
