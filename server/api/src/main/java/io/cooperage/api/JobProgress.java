package io.cooperage.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far the active job is.
 *
 * @param waitsFor what it waits for, in words
 * @param waits the same as data, what runs first; 20 at most
 * @param until when it leaves its state at the latest, whatever happens
 */
public record JobProgress(
    JobId job,
    ClusterOperation action,
    JobState status,
    int tasksTotal,
    int tasksDone,
    String waitsFor,
    List<WaitView> waits,
    Optional<Instant> until) {}
