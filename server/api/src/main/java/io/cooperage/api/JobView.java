package io.cooperage.api;

import java.time.Instant;
import java.util.Optional;

/** A job with its place in the run. {@code datacenter} owns it under {@code epoch}. */
public record JobView(
    JobId id,
    ClusterOperation action,
    JobState status,
    String datacenter,
    long epoch,
    int tasksTotal,
    int tasksDone,
    int tasksFailed,
    String message,
    Instant createTime,
    Optional<Instant> startTime,
    Optional<Instant> endTime) {}
