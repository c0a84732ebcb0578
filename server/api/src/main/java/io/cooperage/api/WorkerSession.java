package io.cooperage.api;

/**
 * Answer to a registration. Beat every {@code heartbeatMillis}; without an accepted beat for {@code
 * leaseMillis} the tasks go to others, so stop running them before that.
 */
public record WorkerSession(String id, String datacenter, long heartbeatMillis, long leaseMillis) {}
