package io.cooperage.api;

/** The cluster that a task belongs to. */
public record AssignedCluster(ClusterId id, String name, String tenant, String owner) {}
