package io.cooperage.server.job;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.TaskAction;
import io.cooperage.server.cluster.ClusterSecrets;
import io.cooperage.server.cluster.NodeRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A job's plan as it is stored, with everything released that can begin.
 *
 * @param total tasks that count
 * @param done of these, those with which nothing is to be done
 */
record PreparedPlan(
    PlanFacts facts,
    List<NodeRow> newNodes,
    List<NodeRow> oldNodes,
    List<TaskRow> tasks,
    int total,
    int done) {
  private static final int TASKS_IN_A_BUNDLE = 4000;

  /** Pure; an exception's message says why the job cannot be planned. */
  static PreparedPlan of(PlanFacts facts, PlanRows planRows, RetryPolicy retry) {
    JobRow job = facts.job();
    List<NodeRow> all =
        facts.creates()
            ? PlanRows.nodes(job.id().cluster(), facts.cluster().name(), facts.spec())
            : facts.nodes();
    List<TaskRow> rows =
        all.isEmpty()
            ? List.of()
            : PlanRows.tasks(
                job.id(),
                planRows.plan(job.operation(), all, facts.spec(), job.request()),
                all,
                facts.spec());
    JobRow counted = job.withTotal((int) rows.stream().filter(TaskRow::isCounted).count());
    Progress progress = new Progress(counted, retry);
    progress.addTasks(rows);
    all.forEach(node -> progress.addNode(node.number(), 0));
    List<TaskRow> cleanUps = leaveToTheLost(facts, rows, progress);
    progress.start();
    progress.settle();
    progress.releaseNext();
    List<TaskRow> tasks = new ArrayList<>(settled(rows, progress));
    tasks.addAll(cleanUps);
    Set<Integer> left = job.operation() == ClusterOperation.DELETE ? Set.of() : nodesOf(cleanUps);
    List<NodeRow> placed =
        all.stream()
            .map(node -> left.contains(node.number()) ? node.lost() : node)
            .map(node -> node.withCurrentTask(progress.currentTask(node.number())))
            .toList();
    return new PreparedPlan(
        facts,
        facts.creates() ? placed : List.of(),
        facts.creates() ? List.of() : placed,
        tasks,
        counted.tasksTotal(),
        progress.done());
  }

  /** Parts of {@code plans} that one transaction can store. */
  static List<List<PreparedPlan>> bundles(List<PreparedPlan> plans) {
    List<List<PreparedPlan>> bundles = new ArrayList<>();
    int room = 0;
    for (PreparedPlan plan : plans) {
      if (bundles.isEmpty() || plan.tasks().size() > room) {
        bundles.add(new ArrayList<>());
        room = TASKS_IN_A_BUNDLE;
      }
      bundles.get(bundles.size() - 1).add(plan);
      room -= plan.tasks().size();
    }
    return bundles;
  }

  JobId id() {
    return facts.job().id();
  }

  /** Whether it was made for the job as it is at {@code version}. */
  boolean isOf(long version) {
    return facts.job().version() == version;
  }

  /** Workers of its tasks are told sensitive values. */
  boolean tellsSecrets() {
    return ClusterSecrets.areTold(facts.spec(), facts.nodes());
  }

  /** Tasks that may begin at once, as far as the plan lets them. */
  List<TaskRow> tasksAtOnce() {
    return facts.job().request().revoked()
        ? List.of()
        : tasks.stream().filter(task -> !task.detached()).toList();
  }

  /** Tasks on machines where an earlier one may still be ending. */
  List<TaskRow> tasksLater() {
    return facts.job().request().revoked()
        ? tasks
        : tasks.stream().filter(TaskRow::detached).toList();
  }

  /** Nothing is left to be done. */
  boolean isDone() {
    return done >= total;
  }

  private static List<TaskRow> settled(List<TaskRow> rows, Progress progress) {
    Map<Integer, TaskRow> settled = new HashMap<>();
    progress.changed().forEach(draft -> settled.put(draft.number(), PlanRows.settled(draft)));
    return rows.stream().map(row -> settled.getOrDefault(row.id().number(), row)).toList();
  }

  /** Machines in a datacenter that is gone cannot be reached: it deletes them when it is back. */
  private static List<TaskRow> leaveToTheLost(
      PlanFacts facts, List<TaskRow> rows, Progress progress) {
    List<TaskRow> cleanUps = new ArrayList<>();
    if (facts.gone().isEmpty()) {
      return cleanUps;
    }
    Set<Integer> deleted =
        nodesOf(rows.stream().filter(row -> is(row, TaskAction.DELETE)).toList());
    Map<Integer, NodeRow> lost =
        facts.nodes().stream()
            .filter(node -> facts.gone().contains(node.datacenter()))
            .filter(node -> deleted.contains(node.number()))
            .collect(Collectors.toMap(NodeRow::number, node -> node));
    int number = rows.stream().mapToInt(row -> row.id().number()).max().orElse(0);
    for (TaskRow row : rows) {
      NodeRow node = lost.get(row.node());
      if (node != null) {
        progress.complete(row.id().number(), "left to datacenter " + node.datacenter());
        if (is(row, TaskAction.DELETE)) {
          number++;
          cleanUps.add(
              PlanRows.cleanUp(row.id().job(), number, node, row.plugin(), node.datacenter()));
        }
      }
    }
    return cleanUps;
  }

  private static Set<Integer> nodesOf(List<TaskRow> tasks) {
    return tasks.stream().map(TaskRow::node).collect(Collectors.toSet());
  }

  private static boolean is(TaskRow row, TaskAction action) {
    return row.action().filter(action::equals).isPresent();
  }
}
