package io.cooperage.api;

/**
 * A tenant with its quotas and use; -1 = unlimited.
 *
 * @param workers how many of its tasks are in progress at a time, in all datacenters together
 */
public record TenantView(
    String name,
    int maxClusters,
    int maxNodes,
    int workers,
    int clusters,
    int nodes,
    long version) {}
