package io.cooperage.server.job;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
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
 * Makes a running job fit to go on without a datacenter that was lost. Hand-outs to workers of the
 * lost datacenter are void. Where machines that the job makes stood there, or may have, the job
 * begins again with new machines for those nodes; the old ones are left for the lost datacenter to
 * delete when it is back, apart from the job, and so are machines that the job deletes. Machines
 * elsewhere are found again by their tags. What was in a worker's hand waits until that worker must
 * have stopped; what was queued does not.
 */
final class Salvage {
  private final Clusters clusters;
  private final Nodes nodes;
  private final RetryPolicy retry;
  private final Grace grace;

  /**
   * A job and what it lost.
   *
   * @param gone the datacenter that was lost
   * @param made the nodes that the job makes and whose machines stood there, or may have
   * @param left the nodes that the job deletes and whose machines stand there
   * @param out what is in progress
   */
  private record Wreck(
      JobRow job,
      String gone,
      List<NodeRow> all,
      Set<Integer> made,
      Set<Integer> left,
      List<TaskRow> out) {
    /** The cluster goes on without a machine that is left behind, unless it is deleted itself. */
    boolean losesMachine(NodeRow node) {
      return left.contains(node.number()) && job.operation() != ClusterOperation.DELETE;
    }
  }

  Salvage(Clusters clusters, Nodes nodes, RetryPolicy retry, Grace grace) {
    this.clusters = clusters;
    this.nodes = nodes;
    this.retry = retry;
    this.grace = grace;
  }

  /** The job's row is locked, the job runs, and its datacenter is lost. */
  void salvage(Handle tx, JobRow job, JobDao.Owner heir) {
    Wreck wreck = wreck(tx, job, job.datacenter());
    if (!wreck.made().isEmpty()) {
      restart(tx, wreck, heir.name(), heir.epoch());
    } else {
      goOn(tx, wreck, heir.name(), heir.epoch());
    }
  }

  /**
   * The job's row is locked, the job runs, and its datacenter lives and keeps it under its epoch,
   * but {@code gone} is lost, where machines of it stood.
   *
   * @return false if it needs none of them any more, and nothing was changed
   */
  boolean salvageMachines(Handle tx, JobRow job, String gone) {
    Wreck wreck = wreck(tx, job, gone);
    if (!wreck.made().isEmpty()) {
      restart(tx, wreck, job.datacenter(), job.epoch());
      return true;
    }
    boolean open =
        !wreck.left().isEmpty()
            && TaskDao.findOnNodes(tx, job.id(), wreck.left()).stream().anyMatch(Salvage::isOpen);
    if (open) {
      goOn(tx, wreck, job.datacenter(), job.epoch());
    }
    return open;
  }

  private Wreck wreck(Handle tx, JobRow job, String gone) {
    List<NodeRow> all = nodes.list(tx, job.id().cluster());
    Set<Integer> there = new HashSet<>();
    Set<Integer> unknown = new HashSet<>();
    for (NodeRow node : all) {
      if (node.datacenter().equals(gone)) {
        there.add(node.number());
      } else if (node.datacenter().isEmpty() && job.datacenter().equals(gone)) {
        unknown.add(node.number());
      }
    }
    Set<Integer> made = new HashSet<>();
    Set<Integer> left = new HashSet<>();
    for (TaskRow task : tasksOn(tx, job, there, unknown)) {
      boolean stood = there.contains(task.node());
      // Where CREATE was handed out there may be a machine that nobody told us of.
      if (is(task, TaskAction.CREATE) && (stood || task.attempt() > 0)) {
        made.add(task.node());
      } else if (is(task, TaskAction.DELETE) && stood) {
        left.add(task.node());
      }
    }
    return new Wreck(job, gone, all, made, left, TaskDao.findRunning(tx, job.id()));
  }

  private static List<TaskRow> tasksOn(
      Handle tx, JobRow job, Set<Integer> nodes, Set<Integer> others) {
    Set<Integer> all = new HashSet<>(nodes);
    all.addAll(others);
    return all.isEmpty() ? List.of() : TaskDao.findOnNodes(tx, job.id(), all);
  }

  private void restart(Handle tx, Wreck wreck, String owner, long epoch) {
    JobRow job = wreck.job();
    Set<Integer> made = wreck.made();
    cleanUpLater(
        tx, wreck, wreck.all().stream().filter(node -> made.contains(node.number())).toList());
    List<Integer> putBack = TaskDao.findNodesPutBack(tx, job.id());
    TaskDao.reset(tx, job.id());
    JobDao.own(tx, job, owner, epoch, 0);
    Progress progress = new Progress(job.ownedBy(owner, epoch, 0), retry);
    progress.addTasks(
        TaskDao.list(tx, job.id(), 0, Integer.MAX_VALUE).stream()
            .filter(task -> !task.detached())
            .toList());
    wreck.all().forEach(node -> progress.addNode(node.number(), 0));
    wreck.out().forEach(task -> progress.rest(task.node(), graceOf(task, wreck.gone())));
    putBack.forEach(node -> progress.rest(node, grace.withinLease()));
    leaveToTheLost(tx, wreck, progress);
    progress.start();
    progress.settle();
    progress.releaseNext();
    TaskDao.update(tx, progress.changed());
    nodes.update(
        tx,
        wreck.all().stream()
            .map(node -> made.contains(node.number()) ? node.nextGeneration() : node)
            .map(node -> wreck.losesMachine(node) ? node.lost() : node)
            .map(node -> node.withCurrentTask(progress.currentTask(node.number())))
            .toList());
  }

  private void goOn(Handle tx, Wreck wreck, String owner, long epoch) {
    JobRow job = wreck.job();
    JobDao.own(tx, job, owner, epoch, job.tasksDone());
    TaskDao.requeue(tx, job.id(), owner);
    JobBatch batch = new JobBatch(tx, List.of(job.id()), retry, clusters, nodes);
    Progress progress = batch.progress(job.id()).orElseThrow();
    leaveToTheLost(tx, wreck, progress);
    wreck.all().stream().filter(wreck::losesMachine).forEach(node -> batch.change(node.lost()));
    for (TaskRow task : wreck.out()) {
      boolean isVoid = task.workerDatacenter().equals(wreck.gone()) && !task.detached();
      if (isVoid && !wreck.left().contains(task.node())) {
        progress.addTasks(List.of(task));
        progress.putBack(
            task.id().number(), "datacenter " + wreck.gone() + " was lost", grace.afterLease());
      }
    }
    batch.store();
  }

  private void leaveToTheLost(Handle tx, Wreck wreck, Progress progress) {
    if (wreck.left().isEmpty()) {
      return;
    }
    List<NodeRow> open = new ArrayList<>();
    List<TaskRow> tasks = TaskDao.findOnNodes(tx, wreck.job().id(), wreck.left());
    progress.addTasks(tasks);
    for (TaskRow task : tasks) {
      if (isOpen(task)) {
        TaskDraft draft = progress.task(task.id().number());
        draft.token = Optional.empty();
        progress.complete(task.id().number(), "left to datacenter " + wreck.gone());
        if (is(task, TaskAction.DELETE)) {
          wreck.all().stream().filter(node -> node.number() == task.node()).forEach(open::add);
        }
      }
    }
    cleanUpLater(tx, wreck, open);
  }

  private void cleanUpLater(Handle tx, Wreck wreck, List<NodeRow> machines) {
    if (machines.isEmpty()) {
      return;
    }
    JobId job = wreck.job().id();
    ClusterRow cluster = clusters.find(tx, job.cluster()).orElseThrow();
    ClusterSpec spec = clusters.spec(tx, cluster);
    int number = TaskDao.lastNumber(tx, job);
    List<TaskRow> cleanUps = new ArrayList<>();
    for (NodeRow node : machines) {
      number++;
      cleanUps.add(
          PlanRows.cleanUp(job, number, node, PlanRows.providerPlugin(spec), wreck.gone()));
    }
    TaskDao.insert(tx, cleanUps, grace.withinLease());
  }

  /** Workers of the datacenter that is gone fell silent before; others live. */
  private Duration graceOf(TaskRow task, String gone) {
    return task.workerDatacenter().equals(gone) ? grace.afterLease() : grace.withinLease();
  }

  private static boolean isOpen(TaskRow task) {
    boolean begun = task.state() == TaskState.IN_PROGRESS;
    return !task.detached() && (begun || task.state() == TaskState.NOT_SUBMITTED);
  }

  private static boolean is(TaskRow task, TaskAction action) {
    return task.action().filter(action::equals).isPresent();
  }
}
