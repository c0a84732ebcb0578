package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.Datacenters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Has a job that failed or was aborted go on from where it stood, as the same job: what is complete
 * stays so, what was skipped becomes so, everything else begins anew with all its attempts.
 * Machines rest on which a worker may still be ending something. Thread-safe.
 */
final class Revival {
  private final Datacenters datacenters;
  private final Clusters clusters;
  private final Nodes nodes;
  private final RetryPolicy retry;
  private final Grace grace;

  private record Owner(String datacenter, long epoch) {}

  Revival(Datacenters datacenters, Clusters clusters, Nodes nodes, RetryPolicy retry, Grace grace) {
    this.datacenters = datacenters;
    this.clusters = clusters;
    this.nodes = nodes;
    this.retry = retry;
    this.grace = grace;
  }

  /**
   * The job's row is locked. Its cluster becomes pending again.
   *
   * @return the job as it is then
   * @throws io.cooperage.server.web.ProblemException WRONG_STATE if it is not the last job of its
   *     cluster, or the cluster is gone
   */
  JobRow goOn(Handle tx, JobRow ended) {
    JobId id = ended.id();
    clusters.again(tx, id);
    JobState state = ended.isPlanned() ? JobState.RUNNING : JobState.NOT_SUBMITTED;
    Owner owner = owner(tx, ended);
    JobRow job = ControlDao.turn(tx, ended, state, owner.datacenter(), owner.epoch(), "");
    if (state == JobState.RUNNING) {
      begin(tx, job);
    }
    return JobDao.find(tx, id).orElseThrow();
  }

  /**
   * The datacenter that had it knows best what it has begun. If it is lost it keeps the job too:
   * the takeover that follows leaves its machines behind. If it takes no work, this one has the
   * job.
   */
  private Owner owner(Handle tx, JobRow ended) {
    Optional<JobDao.Owner> before =
        JobDao.owners(tx).stream()
            .filter(owner -> owner.name().equals(ended.datacenter()))
            .findFirst();
    if (before.filter(JobDao.Owner::isUp).isPresent()) {
      return new Owner(ended.datacenter(), before.get().epoch());
    }
    if (before.filter(JobDao.Owner::isLost).isPresent()) {
      return new Owner(ended.datacenter(), ended.epoch());
    }
    return new Owner(datacenters.self(), datacenters.epochOfSelf());
  }

  private void begin(Handle tx, JobRow job) {
    Set<Integer> touched = touched(tx, job);
    List<TaskRow> skipped = ControlDao.findSkipped(tx, job.id());
    ControlDao.again(tx, job.id());
    JobBatch batch = new JobBatch(tx, List.of(job.id()), retry, clusters, nodes);
    Progress progress = batch.progress(job.id()).orElseThrow();
    touched.forEach(node -> progress.rest(node, grace.withinLease()));
    progress.addTasks(skipped);
    progress.addTasks(ControlDao.findFree(tx, job.id()));
    skipped.forEach(task -> progress.complete(task.id().number(), task.message()));
    progress.start();
    batch.store();
  }

  /** The nodes where a worker had a task that is to be done again, or one of a job before. */
  private Set<Integer> touched(Handle tx, JobRow job) {
    if (!job.request().revoked()) {
      return ControlDao.findNodesTried(tx, job.id());
    }
    Set<Integer> all = new TreeSet<>();
    nodes.list(tx, job.id().cluster()).stream().map(NodeRow::number).forEach(all::add);
    return all;
  }
}
