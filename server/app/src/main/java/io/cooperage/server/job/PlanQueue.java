package io.cooperage.server.job;

import io.cooperage.api.JobId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Jobs that this server is about to plan, in the order in which they came, each once, however often
 * it is asked for. What does not fit, or fails for now, is found by the sweeper. Rounds run one at
 * a time, in a driver; everything else is thread-safe.
 */
final class PlanQueue {
  private static final int MOST = 2000;
  private static final int AT_ONCE = 50;

  private final Consumer<List<JobId>> planner;
  private final Set<JobId> waiting = new LinkedHashSet<>();

  PlanQueue(Consumer<List<JobId>> planner) {
    this.planner = planner;
  }

  /** Those that fit. */
  synchronized void add(Collection<JobId> jobs) {
    for (JobId job : jobs) {
      if (waiting.size() < MOST) {
        waiting.add(job);
      }
    }
  }

  /** Whether the next round plans all that wait. */
  synchronized boolean isShort() {
    return waiting.size() <= AT_ONCE;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Plans those that have waited longest.
   *
   * @return whether there are more
   */
  boolean round() {
    List<JobId> jobs = next();
    if (!jobs.isEmpty()) {
      planner.accept(jobs);
    }
    return !isEmpty();
  }

  private synchronized List<JobId> next() {
    List<JobId> jobs = new ArrayList<>();
    Iterator<JobId> oldest = waiting.iterator();
    while (oldest.hasNext() && jobs.size() < AT_ONCE) {
      jobs.add(oldest.next());
      oldest.remove();
    }
    return jobs;
  }
}
