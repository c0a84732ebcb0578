package io.cooperage.provisioner.worker;

import io.cooperage.api.Assignment;
import io.cooperage.api.TaskRef;
import java.time.Duration;
import java.util.Optional;

/**
 * A task in this worker's hands, from being taken until it is settled. Cancelling interrupts the
 * thread that runs it, and never the next task on the same thread. Thread-safe.
 */
final class RunningTask {
  private final Assignment assignment;
  private final Session session;
  private final MonotonicClock clock;
  private final long startNanos;
  private Thread thread;
  private CancelReason cancelled;
  private boolean pluginDone;

  RunningTask(Assignment assignment, Session session, MonotonicClock clock) {
    this.assignment = assignment;
    this.session = session;
    this.clock = clock;
    this.startNanos = clock.nanos();
  }

  Assignment assignment() {
    return assignment;
  }

  Session session() {
    return session;
  }

  TaskRef reference() {
    return new TaskRef(assignment.task(), assignment.token());
  }

  /** False: it was cancelled before it began. */
  synchronized boolean attach(Thread runner) {
    if (cancelled != null) {
      return false;
    }
    thread = runner;
    return true;
  }

  /** The plugin has ended. From here on the time limit does not count. */
  synchronized void pluginEnded() {
    pluginDone = true;
  }

  /** The thread is free for another task; an interrupt meant for this one is swallowed. */
  synchronized void detach() {
    thread = null;
    if (cancelled != null) {
      Thread.interrupted();
    }
  }

  /** Clears the interrupt of a cancellation whose outcome the servers want to hear. */
  synchronized void clearInterrupt() {
    Thread.interrupted();
  }

  synchronized void cancel(CancelReason reason) {
    if (cancelled != null && !(cancelled.isReported() && !reason.isReported())) {
      return;
    }
    cancelled = reason;
    if (thread != null) {
      thread.interrupt();
    }
  }

  synchronized Optional<CancelReason> cancelled() {
    return Optional.ofNullable(cancelled);
  }

  /** Why it should not go on, if it should not. */
  Optional<CancelReason> overdue() {
    if (session.lease().isOver()) {
      return Optional.of(CancelReason.LEASE_OVER);
    }
    return isPastTimeLimit() ? Optional.of(CancelReason.TIME_LIMIT) : Optional.empty();
  }

  private synchronized boolean isPastTimeLimit() {
    long limit = assignment.timeoutMillis();
    return limit > 0
        && !pluginDone
        && clock.nanos() - startNanos >= Duration.ofMillis(limit).toNanos();
  }
}
