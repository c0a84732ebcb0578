package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskState;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.WakeUps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/**
 * Takes tasks back from workers that are gone or too slow. Their tokens are void from then on, so
 * whatever such a worker still says does not count. Thread-safe.
 */
public final class LostTasks {
  private static final int AT_ONCE = 50;

  private final Transactions transactions;
  private final Reads reads;
  private final Clusters clusters;
  private final Nodes nodes;
  private final WakeUps wakeUps;
  private final JobConfig config;
  private final Grace grace;

  /**
   * A task in progress: who has it under which token.
   *
   * @param poll the number of the worker's poll that it answered
   */
  public record Held(TaskId task, String token, String worker, long poll) {}

  LostTasks(
      Transactions transactions,
      Reads reads,
      Clusters clusters,
      Nodes nodes,
      WakeUps wakeUps,
      JobConfig config,
      Grace grace) {
    this.transactions = transactions;
    this.reads = reads;
    this.clusters = clusters;
    this.nodes = nodes;
    this.wakeUps = wakeUps;
    this.config = config;
    this.grace = grace;
  }

  /** What workers of {@code datacenter} have in hand. */
  public List<Held> held(String datacenter) {
    return reads.run(
        "task.held", Consistency.local(), handle -> QueueDao.running(handle, datacenter));
  }

  /**
   * Puts tasks back, at once, that nobody runs and whose hand-out is still the one given. It counts
   * as no failure.
   */
  public int putBack(List<Held> undelivered, String why) {
    return putBack(undelivered, why, Duration.ZERO);
  }

  /**
   * The same for tasks that a worker had in hand whose lease has ended, or who gave them back:
   * others get them only when it has had the time to end them.
   */
  public int revoke(List<Held> lost, String why) {
    return putBack(lost, why, grace.afterLease());
  }

  private int putBack(List<Held> lost, String why, Duration delay) {
    int count = 0;
    for (int from = 0; from < lost.size(); from += AT_ONCE) {
      List<Held> some = lost.subList(from, Math.min(lost.size(), from + AT_ONCE));
      count += transactions.run("task.put-back", tx -> takeBack(tx, some, why, delay));
    }
    if (count > 0) {
      wakeUps.signal(JobRoom.TASKS);
    }
    return count;
  }

  /**
   * Fails the attempts that have been running for too long, in all datacenters. Their workers live
   * and may not hear of it for a while.
   */
  void expire() {
    Duration limit = config.taskTimeout().toJavaDuration();
    List<Held> overdue =
        reads.run("task.overdue", Consistency.local(), handle -> overdue(handle, limit));
    if (!overdue.isEmpty()) {
      String why = "took longer than " + config.taskTimeout();
      transactions.run("task.expire", tx -> fail(tx, overdue, why));
      wakeUps.signal(JobRoom.TASKS);
    }
  }

  private static List<Held> overdue(Handle handle, Duration limit) {
    List<Held> held = QueueDao.overdue(handle, limit);
    return held.subList(0, Math.min(held.size(), AT_ONCE));
  }

  private int takeBack(Handle tx, List<Held> lost, String why, Duration delay) {
    return end(
        tx, lost, delay, why, (progress, row) -> progress.putBack(row.id().number(), why, delay));
  }

  private int fail(Handle tx, List<Held> overdue, String why) {
    return end(
        tx,
        overdue,
        grace.withinLease(),
        why,
        (progress, row) -> {
          progress.rest(row.node(), grace.withinLease());
          progress.task(row.id().number()).token = Optional.empty();
          progress.fail(row.id().number(), why, Finishing.createOf(tx, row));
        });
  }

  /** Ends the hand-outs that are still those given: clean-ups are queued again. */
  private int end(
      Handle tx,
      List<Held> lost,
      Duration delay,
      String why,
      BiConsumer<Progress, TaskRow> ending) {
    List<JobId> jobs = lost.stream().map(held -> held.task().job()).toList();
    JobBatch batch = new JobBatch(tx, jobs, config.retry(), clusters, nodes);
    Map<TaskId, TaskRow> rows = new LinkedHashMap<>();
    TaskDao.find(tx, lost.stream().map(Held::task).toList())
        .forEach(row -> rows.put(row.id(), row));
    List<TaskDraft> detached = new ArrayList<>();
    int count = 0;
    for (Held held : lost) {
      TaskRow row = rows.get(held.task());
      if (row == null || !row.isHeldUnder(held.token())) {
        continue;
      }
      count++;
      if (row.detached()) {
        detached.add(requeued(row, why, delay));
        continue;
      }
      Progress progress = batch.progress(row.id().job()).orElseThrow();
      progress.addTasks(List.of(row));
      ending.accept(progress, row);
    }
    TaskDao.update(tx, detached);
    batch.store();
    return count;
  }

  private static TaskDraft requeued(TaskRow row, String why, Duration delay) {
    TaskDraft draft = new TaskDraft(row);
    draft.token = Optional.empty();
    draft.become(TaskState.NOT_SUBMITTED, why);
    draft.release(row.workerDatacenter(), delay);
    return draft;
  }

  /** The tokens of {@code held} that are not good any more, at once. */
  public List<TaskId> revoked(Map<TaskId, String> held) {
    if (held.isEmpty()) {
      return List.of();
    }
    return reads.run(
        "task.revoked",
        Consistency.strong(),
        handle -> {
          Map<TaskId, TaskRow> rows = new LinkedHashMap<>();
          TaskDao.find(handle, held.keySet()).forEach(row -> rows.put(row.id(), row));
          return held.entrySet().stream()
              .filter(
                  entry ->
                      !rows.containsKey(entry.getKey())
                          || rows.get(entry.getKey()).token().isEmpty()
                          || !rows.get(entry.getKey()).token().get().equals(entry.getValue()))
              .map(Map.Entry::getKey)
              .toList();
        });
  }

  /**
   * Whether {@code token} is the one of the task's present hand-out, and stays so until the end of
   * this transaction: of the two, it and the one that takes the task back, only one commits.
   */
  public boolean fence(Handle tx, TaskId task, String token) {
    return TaskDao.act(tx, task, token) == 1;
  }
}
