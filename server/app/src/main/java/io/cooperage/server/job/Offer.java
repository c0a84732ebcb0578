package io.cooperage.server.job;

import java.util.Set;

/**
 * A worker that waits for up to {@code max} tasks of these {@code plugins} ({@code provider/pool}).
 */
public record Offer(String worker, Set<String> plugins, int max) {}
