package io.cooperage.server.worker;

import io.cooperage.server.job.Finish;
import io.cooperage.server.job.Finishing;
import io.cooperage.server.job.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Commits results that arrive together in one transaction: while one batch commits, the next
 * gathers. If a batch fails, its results are tried one by one, so that a bad one harms no other.
 * Thread-safe.
 */
final class FinishBatcher {
  private static final int MOST = 100;

  private final Finishing finishing;
  private final Executor executor;
  private final Consumer<Set<String>> released;
  private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  private record Entry(Finish finish, CompletableFuture<Verdict> verdict) {}

  /**
   * @param executor one thread
   * @param released told which datacenters have something new to take
   */
  FinishBatcher(Finishing finishing, Executor executor, Consumer<Set<String>> released) {
    this.finishing = finishing;
    this.executor = executor;
    this.released = released;
  }

  /** Completes when the result is committed, or exceptionally with what a transaction throws. */
  CompletableFuture<Verdict> submit(Finish finish) {
    Entry entry = new Entry(finish, new CompletableFuture<>());
    queue.add(entry);
    schedule();
    return entry.verdict();
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        executor.execute(this::drain);
      } catch (RejectedExecutionException e) {
        scheduled.set(false);
        queue.forEach(entry -> entry.verdict().completeExceptionally(e));
      }
    }
  }

  private void drain() {
    scheduled.set(false);
    List<Entry> batch = new ArrayList<>();
    for (Entry next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
      if (batch.size() == MOST) {
        break;
      }
    }
    if (!batch.isEmpty()) {
      run(batch);
    }
    if (!queue.isEmpty()) {
      schedule();
    }
  }

  private void run(List<Entry> batch) {
    try {
      Finishing.Outcome outcome = finishing.finish(batch.stream().map(Entry::finish).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).verdict().complete(outcome.verdicts().get(i));
      }
      released.accept(outcome.released());
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        batch.get(0).verdict().completeExceptionally(e);
      } else {
        batch.forEach(entry -> run(List.of(entry)));
      }
    }
  }
}
