package io.cooperage.server.job;

import java.util.Set;

/**
 * A worker that waits for up to {@code max} tasks of these {@code plugins} ({@code provider/pool}).
 *
 * @param poll the number of the worker's poll that the tasks answer
 */
public record Offer(String worker, long poll, Set<String> plugins, int max) {}
