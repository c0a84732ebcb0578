package io.cooperage.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job with its place in the run. {@code datacenter} owns it under {@code epoch}.
 *
 * @param waitsFor what it waits for, in words; empty when it has ended
 * @param waits the same as data, what runs first; 20 at most
 * @param until when it leaves its state at the latest, whatever happens; empty when it has ended
 */
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
    Optional<Instant> endTime,
    String waitsFor,
    List<WaitView> waits,
    Optional<Instant> until) {}
