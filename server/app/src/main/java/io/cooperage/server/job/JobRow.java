package io.cooperage.server.job;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as stored. Guarded by {@code version}; owned by {@code datacenter} under {@code epoch}.
 *
 * @param secrets workers of its tasks are told sensitive values
 * @param since when it was last paused, resumed or begun again by somebody; empty = never
 */
record JobRow(
    JobId id,
    ClusterOperation operation,
    JobState state,
    String datacenter,
    long epoch,
    long version,
    String tenant,
    int tasksTotal,
    int tasksDone,
    int tasksFailed,
    String message,
    JobRequest request,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    boolean secrets,
    Optional<Instant> since) {

  /** One whose workers are told no secrets. */
  JobRow(
      JobId id,
      ClusterOperation operation,
      JobState state,
      String datacenter,
      long epoch,
      long version,
      String tenant,
      int tasksTotal,
      int tasksDone,
      int tasksFailed,
      String message,
      JobRequest request,
      Instant createdAt,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      Optional<Instant> since) {
    this(
        id,
        operation,
        state,
        datacenter,
        epoch,
        version,
        tenant,
        tasksTotal,
        tasksDone,
        tasksFailed,
        message,
        request,
        createdAt,
        startedAt,
        endedAt,
        false,
        since);
  }

  /** It has nodes and tasks. */
  boolean isPlanned() {
    return state == JobState.RUNNING || startedAt.isPresent();
  }

  /** From when on its bound counts. */
  Instant begun() {
    return since.orElse(createdAt);
  }

  /** The same job with a plan of {@code total} tasks. */
  JobRow withTotal(int total) {
    return new JobRow(
        id,
        operation,
        state,
        datacenter,
        epoch,
        version,
        tenant,
        total,
        tasksDone,
        tasksFailed,
        message,
        request,
        createdAt,
        startedAt,
        endedAt,
        secrets,
        since);
  }

  /** The same job under another owner, with {@code done} of its tasks done. */
  JobRow ownedBy(String newDatacenter, long newEpoch, int done) {
    return new JobRow(
        id,
        operation,
        state,
        newDatacenter,
        newEpoch,
        version + 1,
        tenant,
        tasksTotal,
        done,
        tasksFailed,
        message,
        request,
        createdAt,
        startedAt,
        endedAt,
        secrets,
        since);
  }
}
