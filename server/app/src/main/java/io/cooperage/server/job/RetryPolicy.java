package io.cooperage.server.job;

import java.time.Duration;

/**
 * How often a task is tried.
 *
 * @param attempts that may fail before the job fails
 * @param backoff before the second attempt; four times as long before each further one
 * @param handOuts at most, whatever becomes of them: a task whose workers keep dying ends too
 */
record RetryPolicy(int attempts, Duration backoff, int handOuts) {
  Duration pauseAfter(int failures) {
    return backoff.multipliedBy(1L << Math.min(2 * Math.max(0, failures - 1), 16));
  }
}
