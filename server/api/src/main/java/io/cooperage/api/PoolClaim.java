package io.cooperage.api;

/** Asks a pool for a host under a tag; the same tag always gets the same host. */
public record PoolClaim(TaskRef task, String tag, String flavor) {}
