package io.cooperage.galera.watchdog;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Does something over and over on a thread of its own, which may hang for ever, and tells how the
 * last time went and for how long one is under way. Thread-safe.
 */
final class Probe<T> implements AutoCloseable {

  private final Action<T> action;
  private final Duration pace;
  private final Thread thread;
  private volatile boolean ended;
  private volatile Reading<T> reading = new Reading<>(Optional.empty(), Optional.empty());

  /** Something that fails with any exception. */
  interface Action<T> {
    T run() throws Exception;
  }

  /**
   * How it goes.
   *
   * @param begun when the one that is under way began, by {@link System#nanoTime}
   */
  record Reading<T>(Optional<Long> begun, Optional<Done<T>> last) {

    /** Whether the one under way has taken longer than a limit. */
    boolean hangs(Duration limit, long now) {
      return begun.filter(begin -> now - begin > limit.toNanos()).isPresent();
    }

    /** Whether the last one took longer than a limit, or the one under way has. */
    boolean late(Duration limit, long now) {
      return hangs(limit, now) || last.filter(done -> done.took().compareTo(limit) > 0).isPresent();
    }

    /** Whether the last one brought a result. */
    boolean succeeded() {
      return last.flatMap(Done::result).isPresent();
    }
  }

  /**
   * One that is over.
   *
   * @param result empty if it failed
   * @param at when it was over
   */
  record Done<T>(Duration took, Optional<T> result, String failure, long at) {

    /** When it began. */
    long begun() {
      return at - took.toNanos();
    }
  }

  /**
   * Begins at once.
   *
   * @param pace from the end of one to the beginning of the next
   */
  Probe(String name, Duration pace, Action<T> action) {
    this.action = action;
    this.pace = pace;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  Reading<T> reading() {
    return reading;
  }

  private void run() {
    try {
      while (!ended) {
        long begin = System.nanoTime();
        reading = new Reading<>(Optional.of(begin), reading.last());
        reading = new Reading<>(Optional.empty(), Optional.of(once(begin)));
        LockSupport.parkNanos(pace.toNanos());
      }
    } finally {
      // One that an error has ended is no sign that what it tried hangs.
      reading = new Reading<>(Optional.empty(), Optional.empty());
    }
  }

  private Done<T> once(long begin) {
    Optional<T> result = Optional.empty();
    String failure = "";
    try {
      result = Optional.of(action.run());
    } catch (Exception e) {
      failure = "" + e.getMessage();
    }
    long now = System.nanoTime();
    return new Done<>(Duration.ofNanos(now - begin), result, failure, now);
  }

  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(thread);
  }
}
