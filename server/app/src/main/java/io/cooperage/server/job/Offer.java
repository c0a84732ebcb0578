package io.cooperage.server.job;

import io.cooperage.api.WorkerLabels;
import java.util.Set;

/**
 * A worker that waits for up to {@code max} tasks of these {@code plugins} ({@code provider/pool})
 * that ask for no other {@code labels}.
 *
 * @param poll the number of the worker's poll that the tasks answer
 */
public record Offer(String worker, long poll, Set<String> plugins, WorkerLabels labels, int max) {
  boolean fits(Lane lane) {
    return plugins.contains(lane.plugin()) && labels.include(lane.labels());
  }
}
