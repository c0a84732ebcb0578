package io.cooperage.server.job;

import java.time.Duration;

/**
 * How long a machine is left alone after a task on it was revoked, so that no second one begins
 * there while the first may still be at work.
 *
 * @param afterLease where the worker's lease had ended before, or its datacenter was lost
 * @param withinLease where the worker may live and not have heard of it: it believes in its task
 *     until its lease ends, and none of its beats after the revocation renews that belief
 */
record Grace(Duration afterLease, Duration withinLease) {
  static Grace of(JobConfig config, Duration workerLease) {
    Duration grace = config.revokeGrace().toJavaDuration();
    return new Grace(grace, grace.compareTo(workerLease) > 0 ? grace : workerLease);
  }
}
