package io.cooperage.api;

import java.time.Instant;

/** A cluster in a list: without nodes, links and configuration. */
public record ClusterSummary(
    ClusterId id,
    String name,
    String tenant,
    String owner,
    ClusterState status,
    String clusterTemplate,
    int numMachines,
    Instant createTime,
    long expireTime,
    JobId latestJob) {}
