package io.cooperage.api;

/** A tenant with its quotas and use; -1 = unlimited. */
public record TenantView(
    String name,
    int maxClusters,
    int maxNodes,
    int workers,
    int clusters,
    int nodes,
    long version) {}
