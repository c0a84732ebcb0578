package io.cooperage.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A task; {@code stage} is its layer in the plan, for people.
 *
 * @param skipped it counts as complete because somebody said so, not because it was done
 * @param waiting what it waits for; empty when it has ended and nothing is to be decided about it
 */
public record TaskView(
    TaskId id,
    TaskAction action,
    int node,
    String hostname,
    String service,
    TaskState status,
    int stage,
    int attempt,
    String worker,
    String datacenter,
    String message,
    Optional<Instant> startTime,
    Optional<Instant> endTime,
    boolean skipped,
    Optional<WaitView> waiting) {}
