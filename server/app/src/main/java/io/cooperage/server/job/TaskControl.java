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
 * as complete. With the last decision the job goes on; until then nothing moves. Clean-ups are
 * decided about one by one, whatever their job is. Thread-safe.
 */
final class TaskControl {
  private static final int LONGEST_MESSAGE = 4000;

  private final Clusters clusters;
  private final Revival revival;
  private final CleanUps cleanUps;
  private final AuditLog audit;
  private final Outbox outbox;

  TaskControl(
      Clusters clusters, Revival revival, CleanUps cleanUps, AuditLog audit, Outbox outbox) {
    this.clusters = clusters;
    this.revival = revival;
    this.cleanUps = cleanUps;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** The task is to be tried again. */
  void retry(Handle tx, Caller caller, TaskId id) {
    JobRow job = JobControl.lock(tx, clusters, caller, id.job());
    TaskRow task = find(tx, id);
    String message = message("to be tried again, said " + caller.getName(), task);
    boolean jobGoesOn = false;
    if (task.detached()) {
      cleanUps.retry(tx, task, message);
    } else {
      mustBeUndecided(tx, job, task);
      ControlDao.putOff(tx, id, message);
      jobGoesOn = goOn(tx, job);
    }
    tell(tx, caller, task, jobGoesOn, "task.retry", "task.retried");
  }

  /** The task counts as complete. */
  void skip(Handle tx, Caller caller, TaskId id) {
    JobRow job = JobControl.lock(tx, clusters, caller, id.job());
    TaskRow task = find(tx, id);
    String message = message("skipped by " + caller.getName(), task);
    boolean jobGoesOn = false;
    if (task.detached()) {
      cleanUps.skip(tx, task, message);
    } else {
      mustBeUndecided(tx, job, task);
      mustNotCreate(task);
      ControlDao.skip(tx, id, message);
      jobGoesOn = goOn(tx, job);
    }
    tell(tx, caller, task, jobGoesOn, "task.skip", "task.skipped");
  }

  private static void mustNotCreate(TaskRow task) {
    if (task.action().filter(TaskAction.CREATE::equals).isPresent()) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          ("Task %s creates the machine of node %d, and nothing after it can run without that."
                  + " Retry it, or delete the cluster.")
              .formatted(task.id(), task.node()));
    }
  }

  private static TaskRow find(Handle tx, TaskId id) {
    return TaskDao.find(tx, List.of(id)).stream()
        .filter(row -> row.action().isPresent())
        .findFirst()
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no task " + id + "."));
  }

  private void mustBeUndecided(Handle tx, JobRow job, TaskRow task) {
    if (task.state() != TaskState.FAILED || task.skipped()) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          "Task %s is %s; only one that has failed can be tried again or skipped."
              .formatted(task.id(), task.skipped() ? "skipped" : task.state().wire()));
    }
    if (job.state() != JobState.FAILED) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          "Job %s is %s; a task can be tried again or skipped only when its job has failed."
              .formatted(job.id(), job.state().wire()));
    }
    clusters.mustBeLast(tx, job.id());
  }

  private boolean goOn(Handle tx, JobRow job) {
    boolean goesOn = ControlDao.findUndecided(tx, job.id()).isEmpty();
    if (goesOn) {
      revival.goOn(tx, job);
    }
    return goesOn;
  }

  private void tell(
      Handle tx, Caller caller, TaskRow task, boolean jobGoesOn, String action, String event) {
    ClusterRow cluster = clusters.find(tx, task.id().job().cluster()).orElseThrow();
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("task", task.id().toString());
    data.put("what", task.describe());
    data.put("failure", task.message());
    data.put("by", caller.getName());
    data.put("jobGoesOn", jobGoesOn);
    TaskRow after = TaskDao.find(tx, List.of(task.id())).get(0);
    AuditChange change = AuditChange.changed(standing(task), standing(after)).with(data);
    audit.record(tx, caller, action, "task/" + task.id(), change);
    outbox.publish(
        tx, Event.ofOwner(event, cluster.tenant(), cluster.owner(), "task/" + task.id(), data));
  }

  private static JsonNode standing(TaskRow task) {
    return Json.tree(Map.of("state", task.state().wire(), "skipped", task.skipped()));
  }

  private static String message(String decision, TaskRow task) {
    String all = task.message().isEmpty() ? decision : decision + " after: " + task.message();
    return all.substring(0, Math.min(all.length(), LONGEST_MESSAGE));
  }
}
