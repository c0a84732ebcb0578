package io.cooperage.server.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobProgress;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.api.PlanView;
import io.cooperage.server.cluster.ClusterJobs;
import io.cooperage.server.cluster.ClusterSpec;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.JobOrder;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Begins and ends jobs in the transactions of those who ask for it. Thread-safe. */
public final class JobLifecycle implements ClusterJobs {
  private final Datacenters datacenters;
  private final Clusters clusters;
  private final Nodes nodes;
  private final Outbox outbox;
  private final PlanRows planRows;
  private final Waits waits;
  private final Consumer<JobId> planSoon;

  JobLifecycle(
      Datacenters datacenters,
      Clusters clusters,
      Nodes nodes,
      Outbox outbox,
      PlanRows planRows,
      Waits waits,
      Consumer<JobId> planSoon) {
    this.datacenters = datacenters;
    this.clusters = clusters;
    this.nodes = nodes;
    this.outbox = outbox;
    this.planRows = planRows;
    this.waits = waits;
    this.planSoon = planSoon;
  }

  @Override
  public void add(Handle tx, JobId job, String tenant, JobOrder order, boolean revoked) {
    JobDao.insert(
        tx,
        job,
        order.operation(),
        datacenters.self(),
        datacenters.epochOfSelf(),
        tenant,
        Json.write(JobRequest.of(order, revoked)));
  }

  @Override
  public boolean abort(Handle tx, JobId id, String owner, String reason) {
    Optional<JobRow> found = JobDao.lock(tx, List.of(id)).stream().findFirst();
    if (found.isEmpty() || JobDao.isFinal(found.get().state())) {
      return false;
    }
    JobRow job = found.get();
    JobDao.move(
        tx,
        List.of(
            new JobDao.Move(job, JobState.ABORTED, job.tasksDone(), job.tasksFailed(), reason)));
    TaskDao.drop(tx, id);
    nodes.free(tx, id.cluster());
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("job", id.toString());
    data.put("reason", reason);
    outbox.publish(tx, Event.ofOwner("job.aborted", job.tenant(), owner, "job/" + id, data));
    return true;
  }

  @Override
  public boolean mayBeAtWork(Handle tx, JobId id) {
    return JobDao.find(tx, id)
        .filter(job -> job.request().revoked() || TaskDao.wasHandedOut(tx, id))
        .isPresent();
  }

  @Override
  public boolean discardPlan(Handle tx, JobId job) {
    return JobDao.touchUnplanned(tx, job);
  }

  /** Ends a job on request; its cluster is left as after a failure. */
  JobView abortOnRequest(Handle tx, JobId id, String by) {
    String reason = "aborted by " + by;
    String owner = clusters.find(tx, id.cluster()).orElseThrow().owner();
    if (!abort(tx, id, owner, reason)) {
      JobRow job = JobDao.find(tx, id).orElseThrow();
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          "Job %s is %s, so there is nothing to abort.".formatted(id, job.state().wire()));
    }
    JobRow job = JobDao.find(tx, id).orElseThrow();
    clusters.end(
        tx,
        id.cluster(),
        id.number(),
        job.operation(),
        JobState.ABORTED,
        "job " + id + " " + reason);
    return JobViews.of(job, Waits.Waiting.NOTHING);
  }

  @Override
  public Optional<JobProgress> progress(Handle handle, JobId id) {
    return JobDao.find(handle, id).map(job -> JobViews.progress(job, waits.of(handle, job)));
  }

  @Override
  public PlanView previewCreate(ClusterId cluster, String name, ClusterSpec spec) {
    List<NodeRow> rows = PlanRows.nodes(cluster, name, spec);
    return planRows.plan(ClusterOperation.CREATE, rows, spec, new JobRequest(false, false)).view();
  }

  @Override
  public PlanView preview(JobOrder order, List<NodeRow> rows, ClusterSpec spec) {
    return planRows.plan(order.operation(), rows, spec, JobRequest.of(order, false)).view();
  }

  @Override
  public void planSoon(JobId job) {
    planSoon.accept(job);
  }
}
