package io.cooperage.api;

import java.time.Instant;
import java.util.Optional;

/**
 * What was used in a period.
 *
 * @param from begin of the period
 * @param to its end
 * @param template empty = all of them together
 * @param user whose clusters; empty = all together
 * @param nodeSeconds of machines, from their creation to their deletion
 * @param clusterSeconds of clusters, from the request to the end of the deletion
 */
public record UsageView(
    Instant from,
    Instant to,
    String tenant,
    Optional<String> template,
    Optional<String> user,
    long nodeSeconds,
    double nodeHours,
    long clusterSeconds,
    double clusterHours) {}
