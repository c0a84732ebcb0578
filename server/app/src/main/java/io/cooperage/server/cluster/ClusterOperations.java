package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.DryRun;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobProgress;
import io.cooperage.api.LayoutView;
import io.cooperage.api.LeaseView;
import io.cooperage.api.PlanView;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Caller;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.plan.DependencyCycleException;
import io.cooperage.server.secret.DataKey;
import io.cooperage.server.tenant.TenantService;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Changes clusters that are there. What a change makes of a cluster is worked out, and planned,
 * before its transaction, which writes it all at once if the cluster is still as it was seen: spec,
 * machines, quota, job, event, audit. Thread-safe.
 */
final class ClusterOperations {
  private final Reads reads;
  private final TenantService tenants;
  private final Clusters clusters;
  private final Nodes nodes;
  private final ClusterJobs jobs;
  private final ClusterTrail trail;
  private final SpecCompletion completion;
  private final ClusterSecrets secrets;

  /** Who asks for what of which cluster, as it was when its version was {@code seen}. */
  record Request(Caller caller, ClusterChange change, ClusterId id, OptionalLong seen) {}

  /** A change that is worked out. */
  record Draft(
      Request request, Present present, Future future, PlanView plan, Optional<DataKey> madeKey) {
    DryRun preview() {
      return new DryRun(new LayoutView(future.spec().layout()), plan);
    }
  }

  ClusterOperations(ClusterRoom.Needs needs, ClusterJobs jobs) {
    this.reads = needs.reads();
    this.tenants = needs.tenants();
    this.clusters = needs.clusters();
    this.nodes = needs.nodes();
    this.jobs = jobs;
    this.secrets = needs.secrets();
    this.completion = new SpecCompletion(needs.reads(), needs.catalog(), needs.secrets());
    this.trail = new ClusterTrail(needs.audit(), needs.outbox());
  }

  /**
   * @param changing what the change makes of the cluster
   * @throws ProblemException if it is not possible, with the reason
   */
  Draft draft(Request request, Function<Present, Future> changing) {
    Present present = present(request);
    SpecCompletion.Completed done = completion.complete(present, changing.apply(present));
    return new Draft(request, present, done.future(), plan(done.future()), done.made());
  }

  private Present present(Request request) {
    return reads.run(
        request.change().action() + ".look",
        Consistency.strong(),
        handle -> {
          ClusterRow cluster =
              ClusterService.changeable(
                  ClusterDao.find(handle, request.id()), request.caller(), request.id());
          check(request, cluster, progress(handle, cluster));
          return new Present(
              cluster, clusters.spec(handle, cluster), nodes.list(handle, cluster.id()));
        });
  }

  private Optional<JobProgress> progress(Handle handle, ClusterRow cluster) {
    return cluster.activeJob() == 0
        ? Optional.empty()
        : jobs.progress(handle, cluster.id().job(cluster.activeJob()));
  }

  private static void check(Request request, ClusterRow cluster, Optional<JobProgress> progress) {
    ClusterService.requireSeen(cluster, request.seen());
    StateRules.check(cluster, request.change(), progress);
  }

  private PlanView plan(Future future) {
    try {
      return jobs.preview(future.order(), future.nodes(), future.spec());
    } catch (DependencyCycleException | IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.UNSATISFIABLE, e.getMessage());
    }
  }

  /** Writes what was worked out, if the cluster is still as it was seen. */
  JobId begin(Handle tx, Draft draft, JsonNode detail) {
    Present before = draft.present();
    Future future = draft.future();
    List<NodeRow> added = future.added(before.nodes());
    if (!added.isEmpty()) {
      tenants.reserve(tx, before.cluster().tenant(), 0, added.size());
    }
    ClusterRow cluster = locked(tx, draft.request(), before.cluster());
    JobId job = cluster.id().job(cluster.latestJob() + 1);
    ClusterDao.change(
        tx,
        new ClusterDao.Change(
            cluster,
            job.number(),
            Json.write(future.spec()),
            future.nodes().size(),
            Math.max(cluster.lastNode(), future.highestNumber())));
    draft.madeKey().ifPresent(key -> secrets.store(tx, key));
    nodes.insert(tx, added);
    nodes.assign(tx, future.changed(before.nodes()));
    boolean revoked =
        cluster.state() == ClusterState.INCONSISTENT
            && jobs.mayBeAtWork(tx, cluster.id().job(cluster.latestJob()));
    jobs.add(tx, job, cluster.tenant(), future.order(), revoked);
    Request request = draft.request();
    trail.begun(
        tx,
        request.caller(),
        cluster.tenant(),
        cluster.owner(),
        request.change().action(),
        job,
        ClusterTrail.operation(before, future, detail));
    return job;
  }

  private ClusterRow locked(Handle tx, Request request, ClusterRow seen) {
    ClusterRow cluster =
        ClusterService.changeable(ClusterDao.lock(tx, seen.id()), request.caller(), seen.id());
    if (cluster.version() != seen.version()) {
      check(request, cluster, Optional.empty());
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "Cluster " + seen.id() + " has just changed. Look at it and try again.");
    }
    return cluster;
  }

  Reply accepted(JobId job) {
    return Reply.accepted("/v3/clusters/" + job.cluster(), new Accepted(job.cluster(), job));
  }

  /** Plans {@code job} soon, after its commit. */
  void begun(JobId job) {
    jobs.planSoon(job);
  }

  /** What an extension of the lease would come to: nothing is done to any machine. */
  DryRun previewLease(Request request, Optional<Long> extension) {
    Present present = present(request);
    LeasePolicy.extended(present.cluster(), present.spec().template(), extension);
    return new DryRun(new LayoutView(present.spec().layout()), new PlanView(List.of(), 0));
  }

  Reply extendLease(Handle tx, Request request, Optional<Long> extension, JsonNode detail) {
    ClusterRow cluster =
        ClusterService.changeable(
            ClusterDao.lock(tx, request.id()), request.caller(), request.id());
    check(request, cluster, Optional.empty());
    Instant end = LeasePolicy.extended(cluster, clusters.spec(tx, cluster).template(), extension);
    ClusterDao.extend(tx, cluster, end);
    trail.extended(tx, request.caller(), cluster, end.toEpochMilli(), detail);
    return Reply.of(200, new LeaseView(cluster.id(), end.toEpochMilli()));
  }
}
