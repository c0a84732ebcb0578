package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.Datacenters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads what the planning of jobs needs, from one snapshot for all of them. Thread-safe. */
final class PlanReader {
  private final Reads reads;
  private final Datacenters datacenters;
  private final Clusters clusters;
  private final Nodes nodes;

  PlanReader(Reads reads, Datacenters datacenters, Clusters clusters, Nodes nodes) {
    this.reads = reads;
    this.datacenters = datacenters;
    this.clusters = clusters;
    this.nodes = nodes;
  }

  /** Of those of {@code ids} that are this datacenter's to plan. */
  List<PlanFacts> read(List<JobId> ids) {
    return reads.run("job.facts", Consistency.strong(), handle -> read(handle, ids));
  }

  boolean isMine(JobRow job) {
    return job.state() == JobState.NOT_SUBMITTED && job.datacenter().equals(datacenters.self());
  }

  private List<PlanFacts> read(Handle handle, List<JobId> ids) {
    List<JobRow> jobs = JobDao.find(handle, ids).stream().filter(this::isMine).toList();
    if (jobs.isEmpty()) {
      return List.of();
    }
    Map<ClusterId, ClusterRow> rows =
        clusters.find(handle, jobs.stream().map(job -> job.id().cluster()).toList());
    Set<String> gone =
        JobDao.owners(handle).stream()
            .filter(owner -> owner.state().equals("lost"))
            .map(JobDao.Owner::name)
            .collect(Collectors.toSet());
    return jobs.stream()
        .map(job -> facts(handle, job, rows.get(job.id().cluster()), gone))
        .toList();
  }

  private PlanFacts facts(Handle handle, JobRow job, ClusterRow cluster, Set<String> gone) {
    List<NodeRow> machines =
        job.operation() == ClusterOperation.CREATE ? List.of() : nodes.list(handle, cluster.id());
    return new PlanFacts(job, cluster, clusters.spec(handle, cluster), machines, gone);
  }
}
