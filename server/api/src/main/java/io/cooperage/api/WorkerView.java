package io.cooperage.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A worker as its datacenter sees it.
 *
 * @param running its tasks in progress
 * @param state {@code active}; {@code draining}: it takes nothing new; {@code drained}: and has
 *     nothing in progress; {@code lost}: so is its datacenter
 * @param lastSeenMillis since its last heartbeat at the server that answers; empty if it has had
 *     none there
 */
public record WorkerView(
    String id,
    String name,
    String datacenter,
    String state,
    int capacity,
    int running,
    List<String> providerTypes,
    List<String> automatorTypes,
    WorkerLabels labels,
    Instant since,
    Optional<Long> lastSeenMillis) {}
