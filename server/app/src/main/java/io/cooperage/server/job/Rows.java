package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskState;
import io.cooperage.server.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/** How rows of jobs and tasks are read. */
final class Rows {
  static final String JOB_COLUMNS =
      """
      cluster_id, number, operation, state, datacenter, epoch, version, tenant, tasks_total,
      tasks_done, tasks_failed, message, request, created_at, started_at, ended_at, secrets, since
      """;
  static final String TASK_COLUMNS =
      """
      cluster_id, job_number, number, action, node_number, service, plugin, generation, stage,
      successors, predecessors, waiting_on, state, queue, not_before, attempt, forgiven, failures,
      recreate, skipped, detached, token, worker, worker_dc, message, started_at, ended_at
      """;
  static final String GATE = "gate";

  private Rows() {}

  static JobRow job(ResultSet row) throws SQLException {
    return new JobRow(
        new JobId(new ClusterId(row.getLong("cluster_id")), row.getInt("number")),
        ClusterOperation.parse(row.getString("operation")),
        JobState.parse(row.getString("state")),
        row.getString("datacenter"),
        row.getLong("epoch"),
        row.getLong("version"),
        row.getString("tenant"),
        row.getInt("tasks_total"),
        row.getInt("tasks_done"),
        row.getInt("tasks_failed"),
        row.getString("message"),
        Json.read(row.getString("request"), JobRequest.class),
        instant(row, "created_at").orElseThrow(),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        row.getBoolean("secrets"),
        instant(row, "since"));
  }

  static TaskRow task(ResultSet row) throws SQLException {
    String action = row.getString("action");
    JobId job = new JobId(new ClusterId(row.getLong("cluster_id")), row.getInt("job_number"));
    return new TaskRow(
        job.task(row.getInt("number")),
        action.equals(GATE) ? Optional.empty() : Optional.of(TaskAction.parse(action)),
        row.getInt("node_number"),
        row.getString("service"),
        row.getString("plugin"),
        row.getInt("generation"),
        row.getInt("stage"),
        numbers(row.getString("successors")),
        row.getInt("predecessors"),
        row.getInt("waiting_on"),
        TaskState.parse(row.getString("state")),
        Optional.ofNullable(row.getString("queue")),
        instant(row, "not_before"),
        row.getInt("attempt"),
        row.getInt("forgiven"),
        row.getInt("failures"),
        row.getBoolean("recreate"),
        row.getBoolean("skipped"),
        row.getBoolean("detached"),
        Optional.ofNullable(row.getString("token")),
        text(row, "worker"),
        text(row, "worker_dc"),
        row.getString("message"),
        instant(row, "started_at"),
        instant(row, "ended_at"));
  }

  static String text(Collection<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** {@code (condition) OR (condition) …}, so that the primary key is used for each. */
  static String anyOf(int times, String condition) {
    return String.join(" OR ", Collections.nCopies(times, "(" + condition + ")"));
  }

  static void bindJobs(SqlStatement<?> statement, Collection<JobId> jobs) {
    int position = 0;
    for (JobId job : jobs) {
      statement.bind(position++, job.cluster().value());
      statement.bind(position++, job.number());
    }
  }

  private static List<Integer> numbers(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
  }

  private static String text(ResultSet row, String column) throws SQLException {
    String value = row.getString(column);
    return value == null ? "" : value;
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    LocalDateTime utc = row.getObject(column, LocalDateTime.class);
    return Optional.ofNullable(utc).map(time -> time.toInstant(ZoneOffset.UTC));
  }
}
