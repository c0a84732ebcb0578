package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A cluster as its users see it; {@code version} is its ETag. {@code expireTime} in epoch
 * milliseconds, 0 = never.
 */
public record ClusterView(
    ClusterId id,
    String name,
    String description,
    String tenant,
    String owner,
    ClusterState status,
    long version,
    String clusterTemplate,
    int clusterTemplateVersion,
    String provider,
    int numMachines,
    List<String> services,
    JsonNode config,
    Instant createTime,
    long expireTime,
    JobId latestJob,
    Optional<JobProgress> progress,
    String statusMessage,
    List<NodeView> nodes,
    List<Link> links) {}
