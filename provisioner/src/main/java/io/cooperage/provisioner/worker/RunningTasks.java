package io.cooperage.provisioner.worker;

import io.cooperage.api.Heartbeat;
import io.cooperage.api.TaskRef;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that this worker runs. Thread-safe. */
final class RunningTasks {
  private static final Logger LOG = LoggerFactory.getLogger(RunningTasks.class);

  private final Set<RunningTask> tasks = ConcurrentHashMap.newKeySet();
  private final AtomicLong poll = new AtomicLong(1);

  /** The number of the poll that brings the next tasks. */
  long poll() {
    return poll.get();
  }

  /** The poll is over: what it brought has been added, and it brings nothing any more. */
  void endPoll() {
    poll.incrementAndGet();
  }

  void add(RunningTask task) {
    tasks.add(task);
  }

  synchronized void remove(RunningTask task) {
    tasks.remove(task);
    if (tasks.isEmpty()) {
      notifyAll();
    }
  }

  int size() {
    return tasks.size();
  }

  /**
   * What the servers are to know, tasks of earlier sessions included, so that they can be revoked.
   * The poll first: whatever it has brought is then in the list.
   */
  Heartbeat heartbeat() {
    long newest = poll();
    return new Heartbeat(newest, tasks.stream().map(RunningTask::reference).toList());
  }

  void cancel(List<TaskRef> revoked) {
    tasks.stream()
        .filter(task -> revoked.contains(task.reference()))
        .forEach(task -> cancel(task, CancelReason.REVOKED));
  }

  void cancelAll(CancelReason reason) {
    tasks.forEach(task -> cancel(task, reason));
  }

  /** Stops what may not go on: the lease of its session is over, or its time is. */
  void cancelOverdue() {
    tasks.forEach(task -> task.overdue().ifPresent(reason -> cancel(task, reason)));
  }

  private static void cancel(RunningTask task, CancelReason reason) {
    if (task.cancelled().isEmpty()) {
      LOG.warn("Stopping task {}: {}", task.reference(), reason);
    }
    task.cancel(reason);
  }

  /** True: nothing runs any more. */
  synchronized boolean awaitNone(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!tasks.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
