package io.cooperage.server.job;

import io.cooperage.api.JobId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that this server is about to plan: a job is there once, however often it is asked for. What
 * is refused under load, or fails for now, is asked for again by the sweeper. Thread-safe.
 */
final class PlanQueue {
  private static final Logger LOG = LoggerFactory.getLogger(PlanQueue.class);

  private final Consumer<JobId> planner;
  private final Executor executor;
  private final Set<JobId> inFlight = ConcurrentHashMap.newKeySet();

  PlanQueue(Consumer<JobId> planner, Executor executor) {
    this.planner = planner;
    this.executor = executor;
  }

  void planSoon(JobId job) {
    if (!inFlight.add(job)) {
      return;
    }
    try {
      executor.execute(() -> plan(job));
    } catch (RejectedExecutionException e) {
      inFlight.remove(job);
      LOG.debug("job {} is planned later", job);
    }
  }

  private void plan(JobId job) {
    try {
      planner.accept(job);
    } catch (RuntimeException e) {
      LOG.warn("job {} was not planned, trying again soon: {}", job, e.toString());
    } finally {
      inFlight.remove(job);
    }
  }
}
