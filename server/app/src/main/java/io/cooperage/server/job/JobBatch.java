package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskId;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.cluster.Nodes.NodeKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Jobs that move on together in one transaction: locked in the order of their keys, fed to {@link
 * Progress}, and written back in a handful of statements however many they are. Confined to its
 * transaction.
 */
final class JobBatch {
  private final Handle tx;
  private final Clusters clusters;
  private final Nodes nodes;
  private final Map<JobId, JobRow> jobs = new LinkedHashMap<>();
  private final Map<JobId, Progress> progress = new LinkedHashMap<>();
  private final Map<NodeKey, NodeRow> known = new HashMap<>();
  private final Set<NodeKey> changed = new LinkedHashSet<>();

  /** Must come first in its transaction. */
  JobBatch(Handle tx, Collection<JobId> ids, RetryPolicy retry, Clusters clusters, Nodes nodes) {
    this.tx = tx;
    this.clusters = clusters;
    this.nodes = nodes;
    Set<JobId> distinct = new LinkedHashSet<>(ids);
    for (JobRow job : JobDao.lock(tx, distinct)) {
      jobs.put(job.id(), job);
      if (job.state() == JobState.RUNNING || job.state() == JobState.PAUSED) {
        progress.put(job.id(), new Progress(job, retry));
      }
    }
  }

  JobRow job(JobId id) {
    return jobs.get(id);
  }

  /** The progress of a job that runs, or is paused. */
  Optional<Progress> progress(JobId id) {
    return Optional.ofNullable(progress.get(id));
  }

  /** Makes nodes known, with one statement. */
  void load(Collection<NodeKey> keys) {
    Set<NodeKey> missing = new LinkedHashSet<>(keys);
    missing.removeAll(known.keySet());
    for (NodeRow node : nodes.find(tx, missing)) {
      known.put(new NodeKey(node.cluster(), node.number()), node);
    }
  }

  /** A node that is known. */
  Optional<NodeRow> node(ClusterId cluster, int number) {
    return Optional.ofNullable(known.get(new NodeKey(cluster, number)));
  }

  void change(NodeRow node) {
    NodeKey key = new NodeKey(node.cluster(), node.number());
    known.put(key, node);
    changed.add(key);
  }

  /**
   * Works everything out and writes it.
   *
   * @return the datacenters whose workers have something new to take
   */
  Set<String> store() {
    settle();
    release();
    List<TaskDraft> drafts = new ArrayList<>();
    List<JobDao.Move> moves = new ArrayList<>();
    Set<String> released = new TreeSet<>();
    progress.forEach(
        (id, one) -> {
          drafts.addAll(one.changed());
          moves.add(move(jobs.get(id), one));
          if (one.released() > 0) {
            released.add(jobs.get(id).datacenter());
          }
        });
    JobDao.move(tx, moves);
    TaskDao.update(tx, drafts);
    nodes.update(tx, changed.stream().map(known::get).toList());
    moves.stream().filter(move -> JobDao.isFinal(move.state())).forEach(this::end);
    return released;
  }

  private void settle() {
    while (true) {
      List<TaskId> unknown = new ArrayList<>();
      progress.forEach(
          (id, one) -> {
            one.settle();
            one.unknown().forEach(number -> unknown.add(id.task(number)));
          });
      if (unknown.isEmpty()) {
        return;
      }
      add(TaskDao.find(tx, unknown));
    }
  }

  private void add(List<TaskRow> rows) {
    for (TaskRow row : rows) {
      progress.get(row.id().job()).addTasks(List.of(row));
    }
  }

  private void release() {
    List<TaskDao.OnNode> freed = new ArrayList<>();
    List<NodeKey> touched = new ArrayList<>();
    progress.forEach(
        (id, one) -> {
          if (one.failure().isEmpty() && !one.isComplete()) {
            one.freedNodes().forEach(node -> freed.add(new TaskDao.OnNode(id, node)));
          }
          one.touchedNodes().forEach(node -> touched.add(new NodeKey(id.cluster(), node)));
        });
    load(touched);
    add(TaskDao.findReady(tx, freed));
    progress.forEach(this::release);
  }

  private void release(JobId id, Progress one) {
    for (int number : one.touchedNodes()) {
      node(id.cluster(), number).ifPresent(node -> one.addNode(number, node.currentTask()));
    }
    if (one.failure().isEmpty()) {
      one.releaseNext();
    }
    for (int number : one.touchedNodes()) {
      node(id.cluster(), number)
          .filter(node -> node.currentTask() != one.currentTask(number))
          .ifPresent(node -> change(node.withCurrentTask(one.currentTask(number))));
    }
  }

  private static JobDao.Move move(JobRow job, Progress one) {
    JobState state = job.state();
    String message = state == JobState.PAUSED ? job.message() : "";
    if (one.failure().isPresent()) {
      state = JobState.FAILED;
    } else if (one.isComplete()) {
      state = JobState.COMPLETE;
      message = "";
    }
    return new JobDao.Move(job, state, one.done(), one.failed(), one.failure().orElse(message));
  }

  private void end(JobDao.Move move) {
    JobRow job = move.seen();
    if (move.state() == JobState.FAILED) {
      TaskDao.drop(tx, job.id());
      nodes.free(tx, job.id().cluster());
    }
    clusters.end(
        tx, job.id().cluster(), job.id().number(), job.operation(), move.state(), move.message());
  }
}
