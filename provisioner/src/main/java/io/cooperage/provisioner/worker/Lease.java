package io.cooperage.provisioner.worker;

import java.time.Duration;

/**
 * For how long this worker may believe that its tasks are its own: from the sending of the last
 * accepted request (not from its answer) for the lease less a margin, in which everything can be
 * stopped. Once over it stays over: the servers may have given the tasks away. Thread-safe.
 */
final class Lease {
  private final long usableNanos;
  private final MonotonicClock clock;
  private long start;
  private boolean over;

  Lease(Duration lease, Duration margin, long sentAt, MonotonicClock clock) {
    this.usableNanos = lease.minus(margin).toNanos();
    this.clock = clock;
    this.start = sentAt;
  }

  /** A request sent at {@code sentAt} was accepted. */
  synchronized void renew(long sentAt) {
    if (!isOver() && sentAt - start > 0) {
      start = sentAt;
    }
  }

  synchronized boolean isOver() {
    if (clock.nanos() - start >= usableNanos) {
      over = true;
    }
    return over;
  }

  /** The worker gives the session up. */
  synchronized void end() {
    over = true;
  }
}
