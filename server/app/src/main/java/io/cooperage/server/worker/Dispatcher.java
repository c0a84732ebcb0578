package io.cooperage.server.worker;

import io.cooperage.api.Assignment;
import io.cooperage.galera.tx.GaleraException;
import io.cooperage.server.job.HandOut;
import io.cooperage.server.job.LostTasks.Held;
import io.cooperage.server.job.Offer;
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

  private final Source source;
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

  /** Where tasks come from, what makes them fit to be run, and where they go back to. */
  interface Source {
    boolean isWaiting();

    List<HandOut> take(List<Offer> offers);

    List<Assignments.Made> assign(List<HandOut> taken);

    void putBack(List<Held> undelivered, String why);
  }

  /** Takes the tasks to a worker. */
  interface Answer {
    boolean give(List<Assignment> tasks);
  }

  Dispatcher(Source source, Consumer<Assignments.Made> unassignable, LongSupplier nanos) {
    this.source = source;
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
      return (told || source.isWaiting()) && handOut(claimAll());
    } catch (GaleraException e) {
      LOG.debug("no tasks handed out: {}", e.getMessage());
      return false;
    }
  }

  private boolean handOut(List<Poll> polls) {
    List<HandOut> taken = List.of();
    try {
      taken = source.take(polls.stream().map(Poll::offer).toList());
    } finally {
      repark(polls, taken);
    }
    if (taken.isEmpty()) {
      return false;
    }
    deliver(chosen(polls, taken), taken, assign(polls, taken));
    return true;
  }

  /** If it fails, all polls that were to bring something are over, with nothing. */
  private List<Assignments.Made> assign(List<Poll> polls, List<HandOut> taken) {
    try {
      return source.assign(taken);
    } catch (RuntimeException e) {
      chosen(polls, taken).forEach(poll -> give(poll, List.of()));
      source.putBack(taken.stream().map(Dispatcher::held).toList(), "it could not be delivered");
      throw e;
    }
  }

  /** Nothing is put back before every poll has been answered, for that may fail. */
  private void deliver(List<Poll> polls, List<HandOut> taken, List<Assignments.Made> made) {
    Map<String, List<Assignment>> byWorker = new HashMap<>();
    made.forEach(
        one ->
            one.assignment()
                .ifPresent(
                    task ->
                        byWorker
                            .computeIfAbsent(one.handOut().worker(), key -> new ArrayList<>())
                            .add(task)));
    List<Held> lost = new ArrayList<>();
    for (Poll poll : polls) {
      String worker = poll.offer().worker();
      if (!give(poll, byWorker.getOrDefault(worker, List.of()))) {
        taken.stream()
            .filter(handOut -> handOut.worker().equals(worker))
            .forEach(handOut -> lost.add(held(handOut)));
      }
    }
    made.stream().filter(one -> one.assignment().isEmpty()).forEach(unassignable);
    if (!lost.isEmpty()) {
      source.putBack(lost, "its worker hung up");
    }
  }

  private static boolean give(Poll poll, List<Assignment> tasks) {
    try {
      return poll.answer().give(tasks);
    } catch (RuntimeException e) {
      LOG.warn("worker {} could not be answered", poll.offer().worker(), e);
      return false;
    }
  }

  private static List<Poll> chosen(List<Poll> polls, List<HandOut> taken) {
    return polls.stream()
        .filter(poll -> taken.stream().anyMatch(one -> one.worker().equals(poll.offer().worker())))
        .toList();
  }

  private static Held held(HandOut handOut) {
    return new Held(handOut.task(), handOut.token(), handOut.worker(), handOut.poll());
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
