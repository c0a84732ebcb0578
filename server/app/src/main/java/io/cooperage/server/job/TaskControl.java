package io.cooperage.server.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskState;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What people decide about the failed tasks of a failed job: each is to be tried again, or counts
 * as complete. With the last decision the job goes on; until then nothing moves. Thread-safe.
 */
final class TaskControl {
  private static final int LONGEST_MESSAGE = 4000;

  private final Clusters clusters;
  private final Revival revival;
  private final AuditLog audit;
  private final Outbox outbox;

  TaskControl(Clusters clusters, Revival revival, AuditLog audit, Outbox outbox) {
    this.clusters = clusters;
    this.revival = revival;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** The task is to be tried again. */
  void retry(Handle tx, Caller caller, TaskId id) {
    JobRow job = JobControl.lock(tx, clusters, caller, id.job());
    TaskRow task = undecided(tx, job, id);
    ControlDao.putOff(tx, id, message("to be tried again, said " + caller.getName(), task));
    decided(tx, caller, job, task, "task.retry", "task.retried");
  }

  /** The task counts as complete. */
  void skip(Handle tx, Caller caller, TaskId id) {
    JobRow job = JobControl.lock(tx, clusters, caller, id.job());
    TaskRow task = undecided(tx, job, id);
    if (task.action().filter(TaskAction.CREATE::equals).isPresent()) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          ("Task %s creates the machine of node %d, and nothing after it can run without that."
                  + " Retry it, or delete the cluster.")
              .formatted(id, task.node()));
    }
    ControlDao.skip(tx, id, message("skipped by " + caller.getName(), task));
    decided(tx, caller, job, task, "task.skip", "task.skipped");
  }

  private TaskRow undecided(Handle tx, JobRow job, TaskId id) {
    TaskRow task =
        TaskDao.find(tx, List.of(id)).stream()
            .filter(row -> row.action().isPresent())
            .findFirst()
            .orElseThrow(
                () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no task " + id + "."));
    if (task.detached()) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          ("Task %s cleans up after job %s and is no part of it, so it is neither tried again nor"
                  + " skipped. It is %s; a machine that is still there is to be deleted by hand.")
              .formatted(id, job.id(), task.state().wire()));
    }
    if (task.state() != TaskState.FAILED || task.skipped()) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          "Task %s is %s; only one that has failed can be tried again or skipped."
              .formatted(id, task.skipped() ? "skipped" : task.state().wire()));
    }
    if (job.state() != JobState.FAILED) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          "Job %s is %s; a task can be tried again or skipped only when its job has failed."
              .formatted(job.id(), job.state().wire()));
    }
    clusters.mustBeLast(tx, job.id());
    return task;
  }

  private void decided(
      Handle tx, Caller caller, JobRow job, TaskRow task, String action, String event) {
    List<Integer> open = ControlDao.findUndecided(tx, job.id());
    if (open.isEmpty()) {
      revival.goOn(tx, job);
    }
    ClusterRow cluster = clusters.find(tx, job.id().cluster()).orElseThrow();
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("task", task.id().toString());
    data.put("what", task.describe());
    data.put("failure", task.message());
    data.put("by", caller.getName());
    data.put("jobGoesOn", open.isEmpty());
    TaskRow after = TaskDao.find(tx, List.of(task.id())).get(0);
    AuditChange change = AuditChange.changed(standing(task), standing(after)).with(data);
    audit.record(tx, caller, action, "task/" + task.id(), change);
    outbox.publish(
        tx, Event.ofOwner(event, job.tenant(), cluster.owner(), "task/" + task.id(), data));
  }

  private static JsonNode standing(TaskRow task) {
    return Json.tree(Map.of("state", task.state().wire(), "skipped", task.skipped()));
  }

  private static String message(String decision, TaskRow task) {
    String all = decision + " after: " + task.message();
    return all.substring(0, Math.min(all.length(), LONGEST_MESSAGE));
  }
}
