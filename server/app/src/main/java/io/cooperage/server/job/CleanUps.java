package io.cooperage.server.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.TaskState;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.time.Duration;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/**
 * Clean-ups: deletions of machines that were left to a datacenter that was lost. Each is a detached
 * task, no part of the job that left the machine, and outlives it. One that has failed for good
 * waits for somebody who has it tried again or says that its machine is gone; as long as one is
 * open, what it needs to delete the machine is kept. Thread-safe.
 */
final class CleanUps {
  private static final int ATTEMPTS = 10;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

  private final RetryPolicy retry;
  private final Clusters clusters;
  private final Nodes nodes;
  private final Outbox outbox;

  CleanUps(RetryPolicy retry, Clusters clusters, Nodes nodes, Outbox outbox) {
    this.retry = retry;
    this.clusters = clusters;
    this.nodes = nodes;
    this.outbox = outbox;
  }

  /** What becomes of one that a worker has ended; to be {@link #store stored} by the caller. */
  TaskDraft finish(Handle tx, TaskRow task, boolean success, String message) {
    TaskDraft draft = new TaskDraft(task);
    if (success) {
      draft.become(TaskState.COMPLETE, message);
      return draft;
    }
    draft.failures++;
    if (draft.failures >= ATTEMPTS) {
      draft.become(TaskState.FAILED, message);
      outbox.publish(tx, failed(tx, task, message));
      return draft;
    }
    draft.become(TaskState.NOT_SUBMITTED, message);
    Duration pause = retry.pauseAfter(draft.failures);
    draft.release(
        task.workerDatacenter(), pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    return draft;
  }

  /** Writes what became of some; then what only those needed that are complete is forgotten. */
  void store(Handle tx, Collection<TaskDraft> ended) {
    TaskDao.update(tx, ended);
    ended.stream()
        .filter(draft -> draft.state == TaskState.COMPLETE)
        .forEach(draft -> forget(tx, draft.row));
  }

  private Event failed(Handle tx, TaskRow task, String message) {
    ClusterRow cluster = clusters.find(tx, task.id().job().cluster()).orElseThrow();
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("task", task.id().toString());
    data.put("what", task.describe());
    data.put("failure", message);
    data.put("datacenter", task.workerDatacenter());
    return Event.ofOwner(
        "task.failed", cluster.tenant(), cluster.owner(), "task/" + task.id(), data);
  }

  /**
   * One that has failed is queued again where it failed, with all its attempts.
   *
   * @throws ProblemException WRONG_STATE if it has not failed
   */
  void retry(Handle tx, TaskRow task, String message) {
    if (task.state() != TaskState.FAILED) {
      throw refusal(task, "only one that has failed can be tried again");
    }
    mustBeOne(task, ControlDao.queueAgain(tx, task.id(), task.workerDatacenter(), message));
  }

  /**
   * One that has failed, or that no worker has yet, counts as complete: its machine is gone.
   *
   * @throws ProblemException WRONG_STATE if a worker has it, or it is over
   */
  void skip(Handle tx, TaskRow task, String message) {
    if (task.state() != TaskState.FAILED && task.state() != TaskState.NOT_SUBMITTED) {
      throw refusal(task, "only one that waits or has failed can be skipped");
    }
    mustBeOne(task, ControlDao.giveUp(tx, task.id(), message));
    forget(tx, task);
  }

  private void forget(Handle tx, TaskRow task) {
    nodes.forgetLeft(tx, task.id().job().cluster(), task.node());
  }

  private static ProblemException refusal(TaskRow task, String rule) {
    String state =
        switch (task.state()) {
          case NOT_SUBMITTED -> "waits for datacenter " + task.queue().orElse("");
          case IN_PROGRESS -> "is in the hands of a worker: wait for its result";
          case COMPLETE -> task.skipped() ? "is skipped" : "is complete";
          case FAILED, DROPPED -> "is " + task.state().wire();
        };
    return new ProblemException(
        ErrorCode.WRONG_STATE,
        "Task %s cleans up after job %s and %s; %s."
            .formatted(task.id(), task.id().job(), state, rule));
  }

  private static void mustBeOne(TaskRow task, int count) {
    if (count != 1) {
      throw new ProblemException(
          ErrorCode.CONFLICT, "Task " + task.id() + " has just changed. Look at it and try again.");
    }
  }
}
