package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskOutput;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of what tasks printed. */
final class OutputDao {
  private OutputDao() {}

  /** Keeps outputs; of a repetition the last one stays. */
  static void keep(Handle tx, Collection<Output> outputs) {
    if (outputs.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            INSERT INTO task_output (cluster_id, job_number, task_number, attempt, accepted, worker,
              stdout, stdout_dropped, stderr, stderr_dropped, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))
            ON DUPLICATE KEY UPDATE
              worker = VALUES(worker),
              stdout = VALUES(stdout),
              stdout_dropped = VALUES(stdout_dropped),
              stderr = VALUES(stderr),
              stderr_dropped = VALUES(stderr_dropped),
              at = VALUES(at)
            """);
    for (Output output : outputs) {
      JobId job = output.task().job();
      batch
          .bind(0, job.cluster().value())
          .bind(1, job.number())
          .bind(2, output.task().number())
          .bind(3, output.attempt())
          .bind(4, output.accepted())
          .bind(5, output.worker())
          .bind(6, output.out().text())
          .bind(7, output.out().dropped())
          .bind(8, output.err().text())
          .bind(9, output.err().dropped())
          .add();
    }
    batch.execute();
  }

  /** What the last attempt printed whose result counted. */
  static Optional<TaskOutput> findLast(Handle handle, TaskId task) {
    return handle
        .createQuery(
            """
            SELECT attempt, stdout, stdout_dropped, stderr, stderr_dropped
            FROM task_output
            WHERE cluster_id = :cluster
              AND job_number = :job
              AND task_number = :number
              AND accepted
            ORDER BY attempt DESC
            LIMIT 1
            """)
        .bind("cluster", task.job().cluster().value())
        .bind("job", task.job().number())
        .bind("number", task.number())
        .map(
            (row, context) ->
                new TaskOutput(
                    task,
                    row.getInt(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getLong(5)))
        .findOne();
  }

  /** What one attempt printed. {@code accepted}: its result counted. */
  record Output(TaskId task, int attempt, boolean accepted, String worker, Tail out, Tail err) {}

  /** The end of a text. {@code dropped}: how many bytes came before. */
  record Tail(String text, long dropped) {
    private static final int MOST = 64 * 1024;

    static Tail of(String text, long dropped) {
      String all = text == null ? "" : text;
      int cut = Math.max(0, all.length() - MOST);
      return new Tail(all.substring(cut), dropped + cut);
    }

    boolean isEmpty() {
      return text.isEmpty() && dropped == 0;
    }
  }
}
