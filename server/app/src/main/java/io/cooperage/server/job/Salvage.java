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
 * lost datacenter are void. Where machines of a creation stood there, or may have, the creation
 * begins again with new machines for those nodes; the old ones are left for the lost datacenter to
 * delete when it is back, apart from the job. Machines elsewhere are found again by their tags.
 * What was in a worker's hand waits until that worker must have stopped; what was queued does not.
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
   * @param lost the nodes whose machines stood there, or may have
   * @param out what is in progress
   */
  private record Wreck(
      JobRow job, String gone, List<NodeRow> all, Set<Integer> lost, List<TaskRow> out) {
    boolean isCreation() {
      return job.operation() == ClusterOperation.CREATE;
    }

    boolean isDeletion() {
      return job.operation() == ClusterOperation.DELETE;
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
    if (wreck.isCreation() && !wreck.lost().isEmpty()) {
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
    if (wreck.lost().isEmpty()) {
      return false;
    }
    if (wreck.isCreation()) {
      restart(tx, wreck, job.datacenter(), job.epoch());
      return true;
    }
    boolean open =
        wreck.isDeletion()
            && TaskDao.findOnNodes(tx, job.id(), wreck.lost()).stream().anyMatch(Salvage::isOpen);
    if (open) {
      goOn(tx, wreck, job.datacenter(), job.epoch());
    }
    return open;
  }

  private Wreck wreck(Handle tx, JobRow job, String gone) {
    List<NodeRow> all = nodes.list(tx, job.id().cluster());
    Set<Integer> lost = new HashSet<>();
    for (NodeRow node : all) {
      if (node.datacenter().equals(gone)) {
        lost.add(node.number());
      }
    }
    if (job.operation() == ClusterOperation.CREATE && job.datacenter().equals(gone)) {
      List<Integer> unknown =
          all.stream().filter(node -> node.datacenter().isEmpty()).map(NodeRow::number).toList();
      lost.addAll(begunOn(tx, job, unknown));
    }
    return new Wreck(job, gone, all, lost, TaskDao.findRunning(tx, job.id()));
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

  private void restart(Handle tx, Wreck wreck, String owner, long epoch) {
    JobRow job = wreck.job();
    Set<Integer> lost = wreck.lost();
    cleanUpLater(
        tx, wreck, wreck.all().stream().filter(node -> lost.contains(node.number())).toList());
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
    progress.start();
    progress.settle();
    progress.releaseNext();
    TaskDao.update(tx, progress.changed());
    nodes.update(
        tx,
        wreck.all().stream()
            .map(node -> lost.contains(node.number()) ? node.nextGeneration() : node)
            .map(node -> node.withCurrentTask(progress.currentTask(node.number())))
            .toList());
  }

  private void goOn(Handle tx, Wreck wreck, String owner, long epoch) {
    JobRow job = wreck.job();
    JobDao.own(tx, job, owner, epoch, job.tasksDone());
    TaskDao.requeue(tx, job.id(), owner);
    JobBatch batch = new JobBatch(tx, List.of(job.id()), retry, clusters, nodes);
    Progress progress = batch.progress(job.id()).orElseThrow();
    if (wreck.isDeletion() && !wreck.lost().isEmpty()) {
      leaveToTheLost(tx, wreck, progress);
    }
    for (TaskRow task : wreck.out()) {
      boolean isVoid = task.workerDatacenter().equals(wreck.gone()) && !task.detached();
      if (isVoid && !wreck.lost().contains(task.node())) {
        progress.addTasks(List.of(task));
        progress.putBack(
            task.id().number(), "datacenter " + wreck.gone() + " was lost", grace.afterLease());
      }
    }
    batch.store();
  }

  private void leaveToTheLost(Handle tx, Wreck wreck, Progress progress) {
    List<NodeRow> open = new ArrayList<>();
    List<TaskRow> tasks = TaskDao.findOnNodes(tx, wreck.job().id(), wreck.lost());
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
