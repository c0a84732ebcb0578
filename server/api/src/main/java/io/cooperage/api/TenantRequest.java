package io.cooperage.api;

/** Makes or changes a tenant; -1 = unlimited. */
public record TenantRequest(String name, int maxClusters, int maxNodes, int workers) {}
