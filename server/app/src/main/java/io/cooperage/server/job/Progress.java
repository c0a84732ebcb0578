package io.cooperage.server.job;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Works out what follows when tasks of one job end: which tasks become free of predecessors, which
 * of them is next on each node, and whether the job is over. Pure: it is fed rows, asks for further
 * ones through {@link #unknown}, and says what changed. A node never has two tasks out at once, and
 * a task is released only when all its predecessors are complete. In a job that is paused it is
 * held instead. Confined to one thread.
 */
final class Progress {
  private record Edge(TaskDraft from, int to) {}

  private final JobRow job;
  private final RetryPolicy retry;
  private final boolean paused;
  private final Map<Integer, TaskDraft> tasks = new TreeMap<>();
  private final Map<Integer, Integer> current = new HashMap<>();
  private final Map<Integer, Duration> rests = new HashMap<>();
  private final Set<Integer> touchedNodes = new TreeSet<>();
  private final Set<Integer> freedNodes = new TreeSet<>();
  private final Deque<Edge> edges = new ArrayDeque<>();
  private int done;
  private int failed;
  private Optional<String> failure = Optional.empty();

  Progress(JobRow job, RetryPolicy retry) {
    this.job = job;
    this.retry = retry;
    this.paused = job.state() == JobState.PAUSED;
    this.done = job.tasksDone();
    this.failed = job.tasksFailed();
  }

  void addTasks(Collection<TaskRow> rows) {
    rows.forEach(row -> tasks.putIfAbsent(row.id().number(), new TaskDraft(row)));
  }

  /** Says which task is out on {@code node}; 0 = none. */
  void addNode(int node, int currentTask) {
    current.putIfAbsent(node, currentTask);
  }

  /** Whatever is released on {@code node} from now on waits for {@code atLeast}. */
  void rest(int node, Duration atLeast) {
    rests.merge(node, atLeast, Progress::longer);
  }

  /** Lets tasks that wait for nothing begin: a new plan, or one that begins again. */
  void start() {
    List.copyOf(tasks.values()).forEach(this::arrive);
  }

  TaskDraft task(int number) {
    return tasks.get(number);
  }

  void complete(int number, String message) {
    complete(tasks.get(number), message);
  }

  /**
   * An attempt failed. A CONFIRM goes back to its node's CREATE, which then first deletes what it
   * made.
   *
   * @param create the node's CREATE; needed for a CONFIRM only
   */
  void fail(int number, String message, Optional<TaskRow> create) {
    TaskDraft task = tasks.get(number);
    if (isBestEffort(task)) {
      complete(task, "not stopped: " + message);
      return;
    }
    task.failures++;
    failed++;
    if (task.failures >= retry.attempts() || task.row.tries() >= retry.handOuts()) {
      task.become(TaskState.FAILED, message);
      failure = Optional.of(task.row.describe() + " failed: " + message);
    } else if (task.isAction(TaskAction.CONFIRM) && create.isPresent()) {
      addTasks(List.of(create.get()));
      recreate(task, message);
    } else {
      task.become(TaskState.NOT_SUBMITTED, message);
      release(task, retry.pauseAfter(task.failures));
    }
  }

  /**
   * The hand-out is void, without the task's fault.
   *
   * @param delay after which another worker may have the task
   */
  void putBack(int number, String why, Duration delay) {
    TaskDraft task = tasks.get(number);
    task.token = Optional.empty();
    if (task.row.tries() >= retry.handOuts()) {
      task.become(TaskState.FAILED, why);
      failed++;
      failure =
          Optional.of(
              task.row.describe()
                  + " was handed out "
                  + task.row.tries()
                  + " times without a result: "
                  + why);
      return;
    }
    task.become(TaskState.NOT_SUBMITTED, why);
    release(task, delay);
  }

  /** Nobody can run it. */
  void giveUp(int number, String why) {
    TaskDraft task = tasks.get(number);
    task.become(TaskState.FAILED, why);
    failed++;
    failure = Optional.of(task.row.describe() + " failed: " + why);
  }

  /** Follows the edges as far as rows are known. */
  void settle() {
    Deque<Edge> open = new ArrayDeque<>();
    while (!edges.isEmpty()) {
      Edge edge = edges.poll();
      TaskDraft to = tasks.get(edge.to());
      if (to == null) {
        open.add(edge);
      } else if (counts(edge.from(), to)) {
        to.waitingOn--;
        to.changed = true;
        arrive(to);
      }
    }
    edges.addAll(open);
  }

  /** The tasks whose rows {@link #settle} needs to go on. */
  Set<Integer> unknown() {
    Set<Integer> numbers = new TreeSet<>();
    edges.forEach(edge -> numbers.add(edge.to()));
    return numbers;
  }

  /** The nodes whose present task is needed, and for which {@link #releaseNext} chooses a task. */
  Set<Integer> touchedNodes() {
    return touchedNodes;
  }

  /** The nodes that have become free, so that their ready tasks have to be known. */
  Set<Integer> freedNodes() {
    return freedNodes;
  }

  /** Gives each touched node that is free its ready task of the lowest number. */
  void releaseNext() {
    freedNodes.forEach(node -> current.put(node, 0));
    freedNodes.clear();
    for (TaskDraft task : tasks.values()) {
      int node = task.row.node();
      if (task.isReady() && !task.row.isAutomatic() && touchedNodes.contains(node)) {
        if (current.getOrDefault(node, 0) == 0) {
          release(task, Duration.ZERO);
          current.put(node, task.number());
        }
      }
    }
  }

  /** The task that is out on {@code node} now; 0 = none. */
  int currentTask(int node) {
    return current.getOrDefault(node, 0);
  }

  /** How many tasks wait for a worker because of this. */
  long released() {
    return changed().stream().filter(task -> task.queue.isPresent()).count();
  }

  List<TaskDraft> changed() {
    List<TaskDraft> result = new ArrayList<>();
    tasks.values().stream().filter(task -> task.changed).forEach(result::add);
    return result;
  }

  int done() {
    return done;
  }

  int failed() {
    return failed;
  }

  boolean isComplete() {
    return failure.isEmpty() && done >= job.tasksTotal();
  }

  /** Why the job cannot go on. */
  Optional<String> failure() {
    return failure;
  }

  private void complete(TaskDraft task, String message) {
    task.become(TaskState.COMPLETE, message);
    if (task.row.isCounted()) {
      done++;
    }
    if (task.row.node() != 0) {
      touchedNodes.add(task.row.node());
      if (!task.row.isAutomatic()) {
        freedNodes.add(task.row.node());
      }
    }
    task.row.successors().forEach(to -> edges.add(new Edge(task, to)));
  }

  private void recreate(TaskDraft confirm, String message) {
    confirm.become(TaskState.NOT_SUBMITTED, message);
    confirm.waitingOn = 1;
    TaskDraft create =
        tasks.values().stream()
            .filter(task -> task.isAction(TaskAction.CREATE))
            .filter(task -> task.row.node() == confirm.row.node())
            .findFirst()
            .orElseThrow();
    create.become(TaskState.NOT_SUBMITTED, "");
    create.recreate = true;
    release(create, retry.pauseAfter(confirm.failures));
    done--;
    touchedNodes.add(confirm.row.node());
    current.put(confirm.row.node(), create.number());
  }

  private void release(TaskDraft task, Duration delay) {
    Duration rest = rests.getOrDefault(task.row.node(), Duration.ZERO);
    if (paused) {
      task.hold(longer(delay, rest));
    } else {
      task.release(job.datacenter(), longer(delay, rest));
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** A machine that is made again has only to be confirmed again. */
  private static boolean counts(TaskDraft from, TaskDraft to) {
    return !from.recreate || (to.isAction(TaskAction.CONFIRM) && to.row.node() == from.row.node());
  }

  private void arrive(TaskDraft task) {
    if (task.waitingOn > 0 || task.state != TaskState.NOT_SUBMITTED) {
      return;
    }
    if (task.row.isAutomatic()) {
      complete(task, "");
    } else {
      touchedNodes.add(task.row.node());
    }
  }

  private boolean isBestEffort(TaskDraft task) {
    boolean goes =
        job.operation() == ClusterOperation.DELETE
            || job.operation() == ClusterOperation.SCALE_DOWN;
    return goes && task.isAction(TaskAction.STOP);
  }
}
