package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** The SQL of jobs. */
final class JobDao {
  private JobDao() {}

  static void insert(
      Handle tx,
      JobId job,
      ClusterOperation operation,
      String datacenter,
      long epoch,
      String tenant,
      String request) {
    tx.createUpdate(
            """
            INSERT INTO job (cluster_id, number, operation, state, datacenter, epoch, tenant,
              request, created_at)
            VALUES (:cluster, :number, :operation, 'not_submitted', :datacenter, :epoch, :tenant,
              :request, UTC_TIMESTAMP(3))
            """)
        .bind("cluster", job.cluster().value())
        .bind("number", job.number())
        .bind("operation", operation.wire())
        .bind("datacenter", datacenter)
        .bind("epoch", epoch)
        .bind("tenant", tenant)
        .bind("request", request)
        .execute();
  }

  /** Those of {@code jobs} that there are. */
  static List<JobRow> find(Handle handle, Collection<JobId> jobs) {
    Query query =
        handle.createQuery(
            "SELECT "
                + Rows.JOB_COLUMNS
                + " FROM job FORCE INDEX (PRIMARY) WHERE "
                + Rows.anyOf(jobs.size(), "cluster_id = ? AND number = ?"));
    Rows.bindJobs(query, jobs);
    return query.map((row, context) -> Rows.job(row)).list();
  }

  static Optional<JobRow> find(Handle handle, JobId job) {
    return handle
        .createQuery(
            "SELECT "
                + Rows.JOB_COLUMNS
                + " FROM job WHERE cluster_id = :cluster AND number = :number")
        .bind("cluster", job.cluster().value())
        .bind("number", job.number())
        .map((row, context) -> Rows.job(row))
        .findOne();
  }

  /**
   * The jobs, held against other writers of this datacenter. The first statement of its
   * transaction, and always in the order of the key, so that writers wait for each other and do not
   * collide.
   */
  static List<JobRow> lock(Handle tx, Collection<JobId> jobs) {
    Query query =
        tx.createQuery(
            "SELECT "
                + Rows.JOB_COLUMNS
                + " FROM job FORCE INDEX (PRIMARY) WHERE "
                + Rows.anyOf(jobs.size(), "cluster_id = ? AND number = ?")
                + " ORDER BY cluster_id, number FOR UPDATE");
    Rows.bindJobs(query, jobs);
    return query.map((row, context) -> Rows.job(row)).list();
  }

  static List<JobRow> list(Handle handle, ClusterId cluster, int after, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + Rows.JOB_COLUMNS
                + """
                 FROM job
                WHERE cluster_id = :cluster
                  AND number > :after
                ORDER BY number
                LIMIT :limit
                """)
        .bind("cluster", cluster.value())
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> Rows.job(row))
        .list();
  }

  /** In the order of the key, those after {@code after}. */
  static List<JobId> listOfDatacenter(
      Handle handle, String datacenter, List<JobState> states, Optional<JobId> after, int limit) {
    return handle
        .createQuery(
            """
            SELECT cluster_id, number
            FROM job
            WHERE datacenter = :datacenter
              AND state IN (<states>)
              AND (cluster_id > :cluster OR (cluster_id = :cluster AND number > :number))
            ORDER BY cluster_id, number
            LIMIT :limit
            """)
        .bind("cluster", after.map(job -> job.cluster().value()).orElse(0L))
        .bind("number", after.map(JobId::number).orElse(0))
        .bind("datacenter", datacenter)
        .bindList("states", states.stream().map(JobState::wire).toList())
        .bind("limit", limit)
        .map((row, context) -> new JobId(new ClusterId(row.getLong(1)), row.getInt(2)))
        .list();
  }

  /** Jobs of a datacenter that is lost, or that has come back under another epoch. */
  static List<JobId> listLeft(
      Handle handle, String datacenter, List<JobState> states, Optional<JobId> after, int limit) {
    return handle
        .createQuery(
            """
            SELECT j.cluster_id, j.number
            FROM job j
            JOIN datacenter d ON d.name = j.datacenter
            WHERE j.datacenter = :datacenter
              AND j.state IN (<states>)
              AND (d.state = 'lost' OR d.epoch <> j.epoch)
              AND (j.cluster_id > :cluster OR (j.cluster_id = :cluster AND j.number > :number))
            ORDER BY j.cluster_id, j.number
            LIMIT :limit
            """)
        .bind("cluster", after.map(job -> job.cluster().value()).orElse(0L))
        .bind("number", after.map(JobId::number).orElse(0))
        .bind("datacenter", datacenter)
        .bindList("states", states.stream().map(JobState::wire).toList())
        .bind("limit", limit)
        .map((row, context) -> new JobId(new ClusterId(row.getLong(1)), row.getInt(2)))
        .list();
  }

  /**
   * Jobs that run in datacenters that live and need machines in {@code datacenter}, which is lost:
   * those that have made any there, and those that have to delete any there and have not.
   */
  static List<JobId> listStranded(
      Handle handle, String datacenter, Optional<JobId> after, int limit) {
    return handle
        .createQuery(
            """
            SELECT j.cluster_id, j.number
            FROM job j
            JOIN datacenter d ON d.name = j.datacenter AND d.epoch = j.epoch
            WHERE j.state = 'running'
              AND d.state <> 'lost'
              AND j.datacenter <> :datacenter
              AND EXISTS (
                SELECT 1
                FROM node n
                JOIN task t ON t.cluster_id = n.cluster_id
                  AND t.job_number = j.number
                  AND t.node_number = n.number
                WHERE n.cluster_id = j.cluster_id
                  AND n.datacenter = :datacenter
                  AND NOT t.detached
                  AND (t.action = 'create'
                    OR (t.action = 'delete' AND t.state IN ('not_submitted', 'in_progress'))))
              AND (j.cluster_id > :cluster OR (j.cluster_id = :cluster AND j.number > :number))
            ORDER BY j.cluster_id, j.number
            LIMIT :limit
            """)
        .bind("cluster", after.map(job -> job.cluster().value()).orElse(0L))
        .bind("number", after.map(JobId::number).orElse(0))
        .bind("datacenter", datacenter)
        .bind("limit", limit)
        .map((row, context) -> new JobId(new ClusterId(row.getLong(1)), row.getInt(2)))
        .list();
  }

  /** Counts the version up of a job that is not planned; false if it is. */
  static boolean touchUnplanned(Handle tx, JobId job) {
    return tx.createUpdate(
                """
                UPDATE job FORCE INDEX (PRIMARY)
                SET version = version + 1
                WHERE cluster_id = :cluster
                  AND number = :number
                  AND state = 'not_submitted'
                """)
            .bind("cluster", job.cluster().value())
            .bind("number", job.number())
            .execute()
        == 1;
  }

  /** Guarded by what was read under the lock: state, owner, epoch and version. All or an error. */
  static void start(Handle tx, Collection<PreparedPlan> plans) {
    if (plans.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            UPDATE job FORCE INDEX (PRIMARY)
            SET state = 'running',
                version = version + 1,
                tasks_total = ?,
                tasks_done = ?,
                worker_labels = ?,
                secrets = ?,
                started_at = UTC_TIMESTAMP(3)
            WHERE cluster_id = ?
              AND number = ?
              AND state = 'not_submitted'
              AND datacenter = ?
              AND epoch = ?
              AND version = ?
            """);
    for (PreparedPlan plan : plans) {
      JobRow seen = plan.facts().job();
      batch
          .bind(0, plan.total())
          .bind(1, plan.done())
          .bind(2, plan.facts().spec().provider().workerLabels().toString())
          .bind(3, plan.tellsSecrets())
          .bind(4, seen.id().cluster().value())
          .bind(5, seen.id().number())
          .bind(6, seen.datacenter())
          .bind(7, seen.epoch())
          .bind(8, seen.version())
          .add();
    }
    allOf(batch);
  }

  private static void allOf(PreparedBatch guarded) {
    for (int count : guarded.execute()) {
      if (count != 1) {
        throw new IllegalStateException("A job changed under its lock; the transaction is void");
      }
    }
  }

  /** What becomes of a job. */
  record Move(JobRow seen, JobState state, int done, int failed, String message) {}

  /** Guarded as {@link #start}. A state that is final ends the job. All or an exception. */
  static void move(Handle tx, Collection<Move> moves) {
    if (moves.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            UPDATE job FORCE INDEX (PRIMARY)
            SET state = ?,
                version = version + 1,
                tasks_done = ?,
                tasks_failed = ?,
                message = ?,
                ended_at = IF(?, UTC_TIMESTAMP(3), NULL)
            WHERE cluster_id = ?
              AND number = ?
              AND state = ?
              AND datacenter = ?
              AND epoch = ?
              AND version = ?
            """);
    for (Move move : moves) {
      batch
          .bind(0, move.state().wire())
          .bind(1, move.done())
          .bind(2, move.failed())
          .bind(3, move.message())
          .bind(4, isFinal(move.state()))
          .bind(5, move.seen().id().cluster().value())
          .bind(6, move.seen().id().number())
          .bind(7, move.seen().state().wire())
          .bind(8, move.seen().datacenter())
          .bind(9, move.seen().epoch())
          .bind(10, move.seen().version())
          .add();
    }
    allOf(batch);
  }

  static boolean isFinal(JobState state) {
    return switch (state) {
      case COMPLETE, FAILED, ABORTED -> true;
      case NOT_SUBMITTED, RUNNING, PAUSED -> false;
    };
  }

  /** Gives the job to another datacenter under its epoch, with {@code done} of its tasks done. */
  static boolean own(Handle tx, JobRow seen, String datacenter, long epoch, int done) {
    return tx.createUpdate(
                """
                UPDATE job FORCE INDEX (PRIMARY)
                SET datacenter = :newDatacenter,
                    epoch = :newEpoch,
                    tasks_done = :done,
                    version = version + 1
                WHERE cluster_id = :cluster
                  AND number = :number
                  AND datacenter = :datacenter
                  AND epoch = :epoch
                  AND version = :version
                """)
            .bind("newDatacenter", datacenter)
            .bind("newEpoch", epoch)
            .bind("done", done)
            .bind("cluster", seen.id().cluster().value())
            .bind("number", seen.id().number())
            .bind("datacenter", seen.datacenter())
            .bind("epoch", seen.epoch())
            .bind("version", seen.version())
            .execute()
        == 1;
  }

  /** Which datacenters may own jobs, with their epochs and workers. */
  static List<Owner> owners(Handle handle) {
    return handle
        .createQuery("SELECT name, epoch, state, workers FROM datacenter ORDER BY name")
        .map(
            (row, context) ->
                new Owner(row.getString(1), row.getLong(2), row.getString(3), row.getInt(4)))
        .list();
  }

  /** A datacenter as an owner of jobs. */
  record Owner(String name, long epoch, String state, int workers) {
    boolean isLost() {
      return state.equals("lost");
    }

    boolean isUp() {
      return state.equals("up");
    }
  }
}
