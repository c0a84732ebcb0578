package io.cooperage.server.job;

import io.cooperage.api.TaskId;
import io.cooperage.server.job.LostTasks.Held;
import java.util.Set;

/**
 * A worker that waits for up to {@code max} tasks of these {@code plugins} ({@code provider/pool}).
 *
 * @param poll the number of the worker's poll that the tasks answer
 */
public record Offer(String worker, long poll, Set<String> plugins, int max) {

  /** A task that was handed out in answer to it. */
  public Held held(TaskId task, String token) {
    return new Held(task, token, worker, poll);
  }
}
