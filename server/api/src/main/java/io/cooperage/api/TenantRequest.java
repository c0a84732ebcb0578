package io.cooperage.api;

/**
 * Makes or changes a tenant; -1 = unlimited.
 *
 * @param workers how many of its tasks are in progress at a time, in all datacenters together
 */
public record TenantRequest(String name, int maxClusters, int maxNodes, int workers) {}
