package io.cooperage.api;

/** A cluster that is not terminated and was made from a document. */
public record ClusterUse(ClusterId id, String tenant, String name, ClusterState state) {}
