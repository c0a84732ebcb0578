package io.cooperage.server.job;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskState;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.ClusterSpec;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Makes a running job of a lost datacenter fit to go on elsewhere. Hand-outs to workers of the lost
 * datacenter are void. Where machines of a creation stood there, or may have, the creation begins
 * again with new machines for those nodes; the old ones are left for the lost datacenter to delete
 * when it is back, apart from the job. Machines elsewhere are found again by their tags. What was
 * in a worker's hand waits until that worker must have stopped; what was queued does not.
 */
final class Salvage {
  private final Clusters clusters;
  private final Nodes nodes;
  private final RetryPolicy retry;
  private final Grace grace;

  Salvage(Clusters clusters, Nodes nodes, RetryPolicy retry, Grace grace) {
    this.clusters = clusters;
    this.nodes = nodes;
    this.retry = retry;
    this.grace = grace;
  }

  /** The job's row is locked, the job runs, and its datacenter is lost. */
  void salvage(Handle tx, JobRow job, JobDao.Owner heir) {
    List<NodeRow> all = nodes.list(tx, job.id().cluster());
    List<TaskRow> out = TaskDao.findRunning(tx, job.id());
    Set<Integer> lost = lostNodes(tx, job, all);
    if (job.operation() == ClusterOperation.CREATE && !lost.isEmpty()) {
      restart(tx, job, heir, all, lost, out);
    } else {
      goOn(tx, job, heir, all, lost, out);
    }
  }

  private static Set<Integer> lostNodes(Handle tx, JobRow job, List<NodeRow> all) {
    String gone = job.datacenter();
    Set<Integer> lost = new HashSet<>();
    for (NodeRow node : all) {
      if (node.datacenter().equals(gone)) {
        lost.add(node.number());
      }
    }
    if (job.operation() == ClusterOperation.CREATE) {
      List<Integer> unknown =
          all.stream().filter(node -> node.datacenter().isEmpty()).map(NodeRow::number).toList();
      lost.addAll(begunOn(tx, job, unknown));
    }
    return lost;
  }

  /** Nodes whose CREATE was handed out: there may be a machine that nobody told us of. */
  private static Set<Integer> begunOn(Handle tx, JobRow job, List<Integer> nodes) {
    Set<Integer> begun = new HashSet<>();
    if (!nodes.isEmpty()) {
      for (TaskRow task : TaskDao.findOnNodes(tx, job.id(), nodes)) {
        if (is(task, TaskAction.CREATE) && task.attempt() > 0) {
          begun.add(task.node());
        }
      }
    }
    return begun;
  }

  private void restart(
      Handle tx,
      JobRow job,
      JobDao.Owner heir,
      List<NodeRow> all,
      Set<Integer> lost,
      List<TaskRow> out) {
    List<NodeRow> old = all.stream().filter(node -> lost.contains(node.number())).toList();
    cleanUpLater(tx, job, old);
    TaskDao.reset(tx, job.id());
    JobDao.own(tx, job, heir.name(), heir.epoch(), 0);
    JobRow now = job.ownedBy(heir.name(), heir.epoch(), 0);
    Progress progress = new Progress(now, retry);
    progress.addTasks(
        TaskDao.list(tx, job.id(), 0, Integer.MAX_VALUE).stream()
            .filter(task -> !task.detached())
            .toList());
    all.forEach(node -> progress.addNode(node.number(), 0));
    out.forEach(task -> progress.rest(task.node(), graceOf(task, job.datacenter())));
    progress.start();
    progress.settle();
    progress.releaseNext();
    TaskDao.update(tx, progress.changed());
    nodes.update(
        tx,
        all.stream()
            .map(node -> lost.contains(node.number()) ? node.nextGeneration() : node)
            .map(node -> node.withCurrentTask(progress.currentTask(node.number())))
            .toList());
  }

  private void goOn(
      Handle tx,
      JobRow job,
      JobDao.Owner heir,
      List<NodeRow> all,
      Set<Integer> lost,
      List<TaskRow> out) {
    JobDao.own(tx, job, heir.name(), heir.epoch(), job.tasksDone());
    TaskDao.requeue(tx, job.id(), heir.name());
    JobBatch batch = new JobBatch(tx, List.of(job.id()), retry, clusters, nodes);
    Progress progress = batch.progress(job.id()).orElseThrow();
    if (job.operation() == ClusterOperation.DELETE && !lost.isEmpty()) {
      leaveToTheLost(tx, job, all, lost, progress);
    }
    for (TaskRow task : out) {
      boolean isVoid = task.workerDatacenter().equals(job.datacenter()) && !task.detached();
      if (isVoid && !lost.contains(task.node())) {
        progress.addTasks(List.of(task));
        progress.putBack(
            task.id().number(), "datacenter " + job.datacenter() + " was lost", grace.afterLease());
      }
    }
    batch.store();
  }

  private void leaveToTheLost(
      Handle tx, JobRow job, List<NodeRow> all, Set<Integer> lost, Progress progress) {
    List<NodeRow> open = new ArrayList<>();
    List<TaskRow> tasks = TaskDao.findOnNodes(tx, job.id(), lost);
    progress.addTasks(tasks);
    for (TaskRow task : tasks) {
      if (task.state() == TaskState.NOT_SUBMITTED || task.state() == TaskState.IN_PROGRESS) {
        TaskDraft draft = progress.task(task.id().number());
        draft.token = Optional.empty();
        progress.complete(task.id().number(), "left to datacenter " + job.datacenter());
        if (is(task, TaskAction.DELETE)) {
          all.stream().filter(node -> node.number() == task.node()).forEach(open::add);
        }
      }
    }
    cleanUpLater(tx, job, open);
  }

  private void cleanUpLater(Handle tx, JobRow job, List<NodeRow> machines) {
    if (machines.isEmpty()) {
      return;
    }
    ClusterRow cluster = clusters.find(tx, job.id().cluster()).orElseThrow();
    ClusterSpec spec = clusters.spec(tx, cluster);
    int number = TaskDao.lastNumber(tx, job.id());
    List<TaskRow> cleanUps = new ArrayList<>();
    for (NodeRow node : machines) {
      number++;
      cleanUps.add(
          PlanRows.cleanUp(
              job.id(), number, node, PlanRows.providerPlugin(spec), job.datacenter()));
    }
    TaskDao.insert(tx, cleanUps, grace.withinLease());
  }

  /** Workers of the datacenter that is gone fell silent before; others live. */
  private Duration graceOf(TaskRow task, String gone) {
    return task.workerDatacenter().equals(gone) ? grace.afterLease() : grace.withinLease();
  }

  private static boolean is(TaskRow task, TaskAction action) {
    return task.action().filter(action::equals).isPresent();
  }
}
