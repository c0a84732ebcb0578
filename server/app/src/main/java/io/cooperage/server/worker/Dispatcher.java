package io.cooperage.server.worker;

import io.cooperage.api.Assignment;
import io.cooperage.galera.tx.GaleraException;
import io.cooperage.server.job.HandOut;
import io.cooperage.server.job.LostTasks;
import io.cooperage.server.job.LostTasks.Held;
import io.cooperage.server.job.Offer;
import io.cooperage.server.job.TaskQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the long polls of all workers of this server: they park without a thread, and each round
 * takes tasks for all of them in one transaction. A task that cannot be delivered goes back at
 * once. Rounds run one at a time, in a driver; everything else is thread-safe.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final TaskQueue queue;
  private final LostTasks lostTasks;
  private final Assignments assignments;
  private final Consumer<Assignments.Made> unassignable;
  private final LongSupplier nanos;
  private final Map<String, Poll> parked = new LinkedHashMap<>();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private boolean closed;

  /**
   * A worker that waits.
   *
   * @param answer false if the worker has hung up
   */
  record Poll(Offer offer, long deadline, Answer answer) {}

  /** Takes the tasks to a worker. */
  interface Answer {
    boolean give(List<Assignment> tasks);
  }

  Dispatcher(
      TaskQueue queue,
      LostTasks lostTasks,
      Assignments assignments,
      Consumer<Assignments.Made> unassignable,
      LongSupplier nanos) {
    this.queue = queue;
    this.lostTasks = lostTasks;
    this.assignments = assignments;
    this.unassignable = unassignable;
    this.nanos = nanos;
  }

  /** A newer poll of the same worker ends the older one. */
  void park(Poll poll) {
    Poll ended;
    synchronized (this) {
      ended = closed ? poll : parked.put(poll.offer().worker(), poll);
    }
    if (ended != null) {
      ended.answer().give(List.of());
    }
  }

  synchronized void forget(Poll poll) {
    parked.remove(poll.offer().worker(), poll);
  }

  /** There may be tasks to take: the next round looks. */
  void signal() {
    signalled.set(true);
  }

  /** How many more tasks the parked workers could take. */
  synchronized int room() {
    return parked.values().stream().mapToInt(poll -> poll.offer().max()).sum();
  }

  /** Answers all polls and parks no more. */
  void close() {
    List<Poll> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(parked.values());
      parked.clear();
    }
    left.forEach(poll -> poll.answer().give(List.of()));
  }

  /**
   * One round.
   *
   * @return whether tasks were handed out, so that there may be more
   */
  boolean round() {
    endOverdue();
    boolean told = signalled.getAndSet(false);
    if (room() == 0) {
      return false;
    }
    try {
      return (told || queue.isWaiting()) && handOut(claimAll());
    } catch (GaleraException e) {
      LOG.debug("no tasks handed out: {}", e.getMessage());
      return false;
    }
  }

  private boolean handOut(List<Poll> polls) {
    List<HandOut> taken = List.of();
    try {
      taken = queue.take(polls.stream().map(Poll::offer).toList());
    } finally {
      repark(polls, taken);
    }
    if (taken.isEmpty()) {
      return false;
    }
    Map<String, List<Assignment>> byWorker = new HashMap<>();
    for (Assignments.Made made : assignments.make(taken)) {
      made.assignment()
          .ifPresentOrElse(
              task ->
                  byWorker
                      .computeIfAbsent(made.handOut().worker(), key -> new ArrayList<>())
                      .add(task),
              () -> unassignable.accept(made));
    }
    for (Poll poll : polls) {
      if (taken.stream().anyMatch(one -> one.worker().equals(poll.offer().worker()))) {
        deliver(poll, byWorker.getOrDefault(poll.offer().worker(), List.of()));
      }
    }
    return true;
  }

  private void deliver(Poll poll, List<Assignment> tasks) {
    if (!poll.answer().give(tasks)) {
      List<Held> lost =
          tasks.stream().map(task -> poll.offer().held(task.task(), task.token())).toList();
      lostTasks.putBack(lost, "its worker hung up");
    }
  }

  private synchronized List<Poll> claimAll() {
    List<Poll> polls = List.copyOf(parked.values());
    parked.clear();
    return polls;
  }

  /** Those who got nothing wait on, unless they have asked anew meanwhile. */
  private void repark(List<Poll> polls, List<HandOut> taken) {
    for (Poll poll : polls) {
      String worker = poll.offer().worker();
      if (taken.stream().noneMatch(handOut -> handOut.worker().equals(worker))) {
        boolean superseded;
        synchronized (this) {
          superseded = closed || parked.putIfAbsent(worker, poll) != null;
        }
        if (superseded) {
          poll.answer().give(List.of());
        }
      }
    }
  }

  private void endOverdue() {
    List<Poll> overdue = new ArrayList<>();
    synchronized (this) {
      parked.values().stream()
          .filter(poll -> poll.deadline() - nanos.getAsLong() <= 0)
          .forEach(overdue::add);
      overdue.forEach(poll -> parked.remove(poll.offer().worker()));
    }
    overdue.forEach(poll -> poll.answer().give(List.of()));
  }
}
