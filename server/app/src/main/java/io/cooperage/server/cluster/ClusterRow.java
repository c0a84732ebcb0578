package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import java.time.Instant;
import java.util.Optional;

/**
 * A cluster without its spec. {@code activeJob}: the one job that may run on it; 0 = none. {@code
 * lastNode}: the highest number that a machine of it had when it was last changed; 0 = never.
 * Guarded by {@code version}.
 */
public record ClusterRow(
    ClusterId id,
    String tenant,
    String name,
    String description,
    String owner,
    ClusterState state,
    long version,
    String template,
    int numMachines,
    int lastNode,
    int specVersion,
    int latestJob,
    int activeJob,
    String message,
    Instant createdAt,
    Optional<Instant> expiresAt) {}
