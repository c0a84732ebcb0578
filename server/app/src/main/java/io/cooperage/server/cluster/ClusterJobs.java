package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import io.cooperage.api.JobId;
import io.cooperage.api.JobProgress;
import io.cooperage.api.PlanView;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What clusters need of jobs; the room of jobs implements it. */
public interface ClusterJobs {
  /**
   * Writes a new job of the datacenter of this server, in the transaction of its cause.
   *
   * @param revoked tasks of a job that was aborted or failed before may still be ending
   */
  void add(Handle tx, JobId job, String tenant, JobOrder order, boolean revoked);

  /**
   * Ends a job that runs: queued tasks are dropped, tokens of tasks in progress are revoked. The
   * cluster, which belongs to {@code owner}, is left to the caller.
   *
   * @return whether the job was running
   */
  boolean abort(Handle tx, JobId job, String owner, String reason);

  /**
   * Whether a worker may still be at a task of {@code job}, which failed or was aborted, or at one
   * of a job that it followed. Asked after {@link #abort}, which decides what was handed out.
   */
  boolean mayBeAtWork(Handle tx, JobId job);

  /**
   * Makes void any plan of {@code job} that is being made.
   *
   * @return false if it is planned already
   */
  boolean discardPlan(Handle tx, JobId job);

  /** How far {@code job} is. */
  Optional<JobProgress> progress(Handle handle, JobId job);

  /** The plan of a creation, for people. */
  PlanView previewCreate(ClusterId cluster, String name, ClusterSpec spec);

  /**
   * The plan of an operation, for people.
   *
   * @param nodes as they are when the operation has begun
   */
  PlanView preview(JobOrder order, List<NodeRow> nodes, ClusterSpec spec);

  /** Plans {@code job} soon, on this server. Called after its commit; best effort. */
  void planSoon(JobId job);
}
