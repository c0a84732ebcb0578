package io.cooperage.api;

/** Answer to a request that started a job: poll {@code job}, or listen to the events. */
public record Accepted(ClusterId id, JobId job) {}
