package io.cooperage.server.cluster;

import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterSummary;
import io.cooperage.api.ClusterView;
import io.cooperage.api.DryRun;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobProgress;
import io.cooperage.api.LayoutView;
import io.cooperage.api.Page;
import io.cooperage.galera.ids.IdAllocator;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.idempotency.Reply;
import io.cooperage.server.plan.DependencyCycleException;
import io.cooperage.server.secret.DataKey;
import io.cooperage.server.tenant.TenantService;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.Preconditions;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What users do with clusters. A creation is checked and solved before its transaction, which then
 * only writes: quota, cluster, job, event, audit. Thread-safe.
 */
public final class ClusterService {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterService.class);
  private static final ClusterId NOT_YET = new ClusterId(1);

  private final Reads reads;
  private final Transactions transactions;
  private final IdAllocator ids;
  private final TenantService tenants;
  private final ClusterTrail trail;
  private final SpecResolver resolver;
  private final Clusters clusters;
  private final Nodes nodes;
  private final ClusterJobs jobs;
  private final ClusterSecrets secrets;

  /** The catalogue is not what a recalled draft was made from. Nothing was done. */
  static final class StaleDraftException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleDraftException() {
      super(null, null, false, false);
    }
  }

  /** A deletion that has begun. */
  record Deletion(JobId job, Reply reply) {}

  ClusterService(ClusterRoom.Needs needs, SpecResolver resolver, ClusterJobs jobs) {
    this.reads = needs.reads();
    this.transactions = needs.transactions();
    this.ids = needs.ids();
    this.tenants = needs.tenants();
    this.trail = new ClusterTrail(needs.audit(), needs.outbox());
    this.clusters = needs.clusters();
    this.nodes = needs.nodes();
    this.secrets = needs.secrets();
    this.resolver = resolver;
    this.jobs = jobs;
  }

  /**
   * A draft from what this server remembers of the catalogue, otherwise from the catalogue as it is
   * on this node, without waiting for what others have just committed; {@link #created} compares. A
   * refusal is not given on such grounds.
   *
   * @throws ProblemException if the request is wrong or there is no layout for it
   */
  Draft quickDraft(Caller caller, ClusterCreateRequest request) {
    RequestRules.check(request);
    try {
      return resolver
          .recall(caller.tenant(), request)
          .map(answer -> draft(request, answer, true))
          .orElseGet(() -> draft(caller, request, Consistency.local()));
    } catch (ProblemException e) {
      return draft(caller, request);
    }
  }

  /**
   * A draft from the catalogue as it is everywhere.
   *
   * @throws ProblemException if the request is wrong or there is no layout for it
   */
  Draft draft(Caller caller, ClusterCreateRequest request) {
    return draft(caller, request, Consistency.strong());
  }

  private Draft draft(Caller caller, ClusterCreateRequest request, Consistency consistency) {
    RequestRules.check(request);
    return draft(request, resolver.resolve(consistency, caller.tenant(), request), false);
  }

  private static Draft draft(
      ClusterCreateRequest request, SpecResolver.Answer answer, boolean recalled) {
    ClusterSpec spec = answer.spec();
    long lease = LeasePolicy.initial(spec.template(), request.initialLeaseDuration());
    return new Draft(
        request,
        spec,
        answer.sensitive(),
        lease,
        answer.catalogStamp(),
        recalled,
        Optional.empty(),
        "");
  }

  /** The draft as it may be stored for {@code id}, its secrets under a key of the cluster's own. */
  Draft sealed(ClusterId id, Draft draft) {
    return sealed(id, draft, Optional.empty());
  }

  private Draft sealed(ClusterId id, Draft draft, Optional<DataKey> known) {
    if (draft.isPlain()) {
      return draft.sealed(draft.spec(), Optional.empty());
    }
    ClusterSecrets.Sealed sealed =
        reads.run(
            "cluster.seal",
            Consistency.local(),
            handle -> secrets.seal(handle, id, draft.spec(), draft.sensitive(), known));
    return draft.sealed(sealed.spec(), Optional.of(sealed.key()));
  }

  /** What {@code draft} would become. */
  DryRun preview(Draft draft) {
    try {
      return new DryRun(
          new LayoutView(draft.spec().layout()),
          jobs.previewCreate(NOT_YET, draft.request().name(), draft.spec()));
    } catch (DependencyCycleException | IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.UNSATISFIABLE, e.getMessage());
    }
  }

  /** One id for each attempt; an id that was taken and not used is a gap. */
  ClusterId nextId() {
    return new ClusterId(ids.next("cluster"));
  }

  /**
   * @throws StaleDraftException if the draft was recalled and the catalogue is another one now
   */
  Reply create(Handle tx, Caller caller, ClusterId id, Draft draft) {
    ClusterCreateRequest request = draft.request();
    tenants.reserve(tx, caller.tenant(), 1, request.numMachines());
    if (draft.recalled() && !resolver.isCurrent(tx, caller.tenant(), draft.assumes())) {
      throw new StaleDraftException();
    }
    ClusterDao.insert(
        tx,
        new ClusterDao.NewCluster(
            id,
            caller.tenant(),
            request.name(),
            request.description().orElse(""),
            caller.user(),
            request.clusterTemplate(),
            request.numMachines(),
            draft.specJson(),
            draft.leaseMillis()));
    draft.key().ifPresent(key -> secrets.store(tx, key));
    JobId job = id.job(1);
    jobs.add(tx, job, caller.tenant(), JobOrder.of(ClusterOperation.CREATE, false), false);
    trail.begun(
        tx,
        caller,
        caller.tenant(),
        caller.user(),
        "cluster.create",
        job,
        AuditChange.made(Json.tree(draft.shownRequest())));
    return Reply.accepted("/v3/clusters/" + id, new Accepted(id, job));
  }

  /**
   * After the commit, and before anybody hears of it. By now this node knows all that was answered
   * anywhere before the request came: if the catalogue is not what the draft assumed, the cluster
   * is made from the present one. Plans soon, with what is at hand.
   */
  void created(Caller caller, ClusterId id, Draft draft) {
    if (resolver.isCurrent(caller.tenant(), draft.assumes())) {
      clusters.remember(id, 1, draft.spec());
    } else {
      redraft(caller, id, draft);
    }
    jobs.planSoon(id.job(1));
  }

  /**
   * Unless it is planned already; a plan that is under way is refused then and made again. What the
   * present catalogue refuses stays as it was made.
   */
  private void redraft(Caller caller, ClusterId id, Draft made) {
    try {
      Draft present = sealed(id, draft(caller, made.request()), made.key());
      transactions.run(
          "cluster.redraft",
          tx -> {
            boolean done =
                jobs.discardPlan(tx, id.job(1)) && ClusterDao.respecify(tx, id, present.specJson());
            if (done && made.key().isEmpty()) {
              present.key().ifPresent(key -> secrets.store(tx, key));
            }
            return done;
          });
    } catch (ProblemException refused) {
      LOG.info("cluster {} keeps the template it was made from: {}", id, refused.getMessage());
    }
  }

  /**
   * Deletes in whatever state it is; a job that runs is aborted first.
   *
   * @param seen the version that the caller has seen, if it must still be that one
   */
  Deletion delete(Handle tx, Caller caller, ClusterId id, OptionalLong seen) {
    ClusterRow cluster = changeable(ClusterDao.lock(tx, id), caller, id);
    requireSeen(cluster, seen);
    JobId job = beginDeletion(tx, cluster, "deleted by " + caller.getName(), false);
    trail.begun(
        tx,
        caller,
        cluster.tenant(),
        cluster.owner(),
        "cluster.delete",
        job,
        ClusterTrail.deletion(cluster, Json.MAPPER.createObjectNode()));
    return new Deletion(job, Reply.accepted("/v3/clusters/" + id, new Accepted(id, job)));
  }

  /** What {@link #delete} would do. */
  DryRun previewDelete(Caller caller, ClusterId id, OptionalLong seen) {
    return reads.run(
        "cluster.delete.preview",
        Consistency.strong(),
        handle -> {
          ClusterRow cluster = changeable(ClusterDao.find(handle, id), caller, id);
          requireSeen(cluster, seen);
          if (cluster.state() == ClusterState.TERMINATED) {
            throw terminated(id);
          }
          ClusterSpec spec = clusters.spec(handle, cluster);
          return new DryRun(
              new LayoutView(spec.layout()),
              jobs.preview(deletion(cluster), nodes.list(handle, id), spec));
        });
  }

  /** Deletes a cluster whose lease is over, if nobody else has. */
  Optional<JobId> expire(Handle tx, ClusterId id) {
    return ClusterDao.lock(tx, id)
        .filter(ClusterService::mayExpire)
        .filter(cluster -> ClusterDao.isExpired(tx, id))
        .map(
            cluster -> {
              JobId job = beginDeletion(tx, cluster, "its lease is over", true);
              trail.expired(tx, cluster, job);
              return job;
            });
  }

  ClusterView get(Caller caller, Consistency consistency, ClusterId id) {
    return reads.run(
        "cluster.get",
        consistency,
        handle -> {
          ClusterRow cluster = visible(ClusterDao.find(handle, id), caller, id);
          Optional<JobProgress> progress =
              cluster.activeJob() == 0
                  ? Optional.empty()
                  : jobs.progress(handle, id.job(cluster.activeJob()));
          return ClusterViews.view(
              cluster, clusters.spec(handle, cluster), nodes.list(handle, id), progress);
        });
  }

  Page<ClusterSummary> list(Consistency consistency, ClusterDao.Filter filter) {
    ClusterDao.Filter oneMore =
        new ClusterDao.Filter(
            filter.tenant(),
            filter.owner(),
            filter.state(),
            filter.name(),
            filter.after(),
            filter.limit() + 1);
    List<ClusterSummary> found =
        reads.run(
            "cluster.list",
            consistency,
            handle ->
                ClusterDao.list(handle, oneMore).stream().map(ClusterViews::summary).toList());
    return Paging.page(found, filter.limit(), cluster -> cluster.id().toString());
  }

  private JobId beginDeletion(Handle tx, ClusterRow cluster, String reason, boolean expires) {
    ClusterId id = cluster.id();
    if (cluster.state() == ClusterState.TERMINATED) {
      throw terminated(id);
    }
    if (cluster.activeJob() != 0) {
      jobs.abort(tx, id.job(cluster.activeJob()), cluster.owner(), reason);
    }
    JobId job = id.job(cluster.latestJob() + 1);
    boolean revoked =
        mayHaveRevoked(cluster.state()) && jobs.mayBeAtWork(tx, id.job(cluster.latestJob()));
    jobs.add(tx, job, cluster.tenant(), deletion(cluster), revoked);
    if (ClusterDao.begin(tx, cluster, job.number(), expires) == 0) {
      throw new ProblemException(
          ErrorCode.CONFLICT, "Cluster " + id + " has just changed. Look at it and try again.");
    }
    return job;
  }

  private static ProblemException terminated(ClusterId id) {
    return new ProblemException(
        ErrorCode.WRONG_STATE, "Cluster " + id + " is terminated already; nothing is left of it.");
  }

  private static JobOrder deletion(ClusterRow cluster) {
    boolean wasRunning =
        cluster.state() == ClusterState.ACTIVE || cluster.state() == ClusterState.INCONSISTENT;
    return JobOrder.of(ClusterOperation.DELETE, wasRunning);
  }

  /** Its last job failed or was aborted, or has just been. */
  private static boolean mayHaveRevoked(ClusterState state) {
    return switch (state) {
      case PENDING, INCOMPLETE, INCONSISTENT -> true;
      case ACTIVE, TERMINATED -> false;
    };
  }

  private static boolean mayExpire(ClusterRow cluster) {
    return switch (cluster.state()) {
      case ACTIVE, INCOMPLETE, INCONSISTENT -> true;
      case PENDING, TERMINATED -> false;
    };
  }

  /**
   * @throws ProblemException STALE_VERSION if the caller has seen another version
   */
  static void requireSeen(ClusterRow cluster, OptionalLong seen) {
    if (seen.isPresent() && seen.getAsLong() != cluster.version()) {
      throw Preconditions.stale("Cluster " + cluster.id(), seen.getAsLong(), cluster.version());
    }
  }

  static ClusterRow changeable(Optional<ClusterRow> found, Caller caller, ClusterId id) {
    return found
        .filter(cluster -> caller.mayChange(cluster.tenant(), cluster.owner()))
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no cluster " + id + "."));
  }

  private static ClusterRow visible(Optional<ClusterRow> found, Caller caller, ClusterId id) {
    return found
        .filter(cluster -> caller.maySee(cluster.tenant(), cluster.owner()))
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no cluster " + id + "."));
  }
}
