package io.cooperage.server.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.datacenter.WakeUps;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * What people do to jobs: the same in whatever datacenter they ask for it, because it changes the
 * job's row under its version. Thread-safe.
 */
final class JobControl {
  private final Clusters clusters;
  private final JobLifecycle lifecycle;
  private final Revival revival;
  private final Waits waits;
  private final AuditLog audit;
  private final Outbox outbox;
  private final WakeUps wakeUps;
  private final Consumer<JobId> planSoon;

  JobControl(
      Clusters clusters,
      JobLifecycle lifecycle,
      Revival revival,
      Waits waits,
      AuditLog audit,
      Outbox outbox,
      WakeUps wakeUps,
      Consumer<JobId> planSoon) {
    this.clusters = clusters;
    this.lifecycle = lifecycle;
    this.revival = revival;
    this.waits = waits;
    this.audit = audit;
    this.outbox = outbox;
    this.wakeUps = wakeUps;
    this.planSoon = planSoon;
  }

  /** Ends the job where it is; its cluster is left as after a failure. */
  JobView abort(Handle tx, Caller caller, JobId id) {
    JobRow job = lock(tx, clusters, caller, id);
    JobView aborted = lifecycle.abortOnRequest(tx, id, caller.getName());
    audit.record(tx, caller, "job.abort", "job/" + id, change(job.state(), aborted.status()));
    return aborted;
  }

  /** Nothing of the job is handed out any more; what workers have in hand ends and counts. */
  JobView pause(Handle tx, Caller caller, JobId id) {
    JobRow job = lock(tx, clusters, caller, id);
    if (JobDao.isFinal(job.state())) {
      throw refusal(job, "it has ended, so there is nothing to pause.");
    }
    if (job.state() == JobState.PAUSED) {
      throw refusal(job, "it was " + job.message() + ". " + nextStep(job));
    }
    JobRow paused =
        ControlDao.turn(
            tx,
            job,
            JobState.PAUSED,
            job.datacenter(),
            job.epoch(),
            "paused by " + caller.getName());
    ControlDao.hold(tx, id);
    tell(tx, caller, job.state(), paused, "job.pause", "job.paused");
    return view(tx, paused);
  }

  /** A paused job goes on where it is, in the datacenter that has it. */
  JobView resume(Handle tx, Caller caller, JobId id) {
    JobRow job = lock(tx, clusters, caller, id);
    if (job.state() != JobState.PAUSED) {
      throw refusal(job, "only one that is paused can be resumed. " + nextStep(job));
    }
    JobState state = job.isPlanned() ? JobState.RUNNING : JobState.NOT_SUBMITTED;
    JobRow resumed = ControlDao.turn(tx, job, state, job.datacenter(), job.epoch(), "");
    ControlDao.letGo(tx, id, job.datacenter());
    tell(tx, caller, job.state(), resumed, "job.resume", "job.resumed");
    return view(tx, resumed);
  }

  /** A job that failed or was aborted goes on from where it stood. */
  JobView retry(Handle tx, Caller caller, JobId id) {
    JobRow job = lock(tx, clusters, caller, id);
    if (job.state() != JobState.FAILED && job.state() != JobState.ABORTED) {
      throw refusal(
          job, "only one that failed or was aborted can be tried again. " + nextStep(job));
    }
    JobRow again = revival.goOn(tx, job);
    tell(tx, caller, job.state(), again, "job.retry", "job.retried");
    return view(tx, again);
  }

  /** After the commit: whoever has the job shall look at once. Best effort. */
  void changed(JobId id) {
    planSoon.accept(id);
    wakeUps.signal(JobRoom.TASKS);
  }

  /**
   * The job under its lock.
   *
   * @throws ProblemException NOT_FOUND if there is none that the caller may see
   */
  static JobRow lock(Handle tx, Clusters clusters, Caller caller, JobId id) {
    Optional<JobRow> job = JobDao.lock(tx, List.of(id)).stream().findFirst();
    return clusters
        .find(tx, id.cluster())
        .filter(cluster -> caller.maySee(cluster.tenant(), cluster.owner()))
        .flatMap(cluster -> job)
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no job " + id + "."));
  }

  private static ProblemException refusal(JobRow job, String rest) {
    return new ProblemException(
        ErrorCode.WRONG_STATE, "Job %s is %s: %s".formatted(job.id(), job.state().wire(), rest));
  }

  private static String nextStep(JobRow job) {
    return switch (job.state()) {
      case NOT_SUBMITTED, RUNNING -> "Wait for it, or pause or abort it.";
      case PAUSED -> "Resume or abort it.";
      case COMPLETE -> "It has done its work; begin another operation.";
      case FAILED, ABORTED -> "Retry it.";
    };
  }

  private void tell(
      Handle tx, Caller caller, JobState before, JobRow job, String action, String event) {
    ClusterRow cluster = clusters.find(tx, job.id().cluster()).orElseThrow();
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("job", job.id().toString());
    data.put("state", job.state().wire());
    data.put("by", caller.getName());
    audit.record(tx, caller, action, "job/" + job.id(), change(before, job.state()));
    outbox.publish(
        tx, Event.ofOwner(event, job.tenant(), cluster.owner(), "job/" + job.id(), data));
  }

  private static AuditChange change(JobState before, JobState after) {
    return AuditChange.ofState(before.wire(), after.wire());
  }

  private JobView view(Handle tx, JobRow job) {
    return JobViews.of(job, waits.of(tx, job));
  }
}
