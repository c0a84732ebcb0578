package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.tenant.TenantService;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Clusters for the room of jobs: what they were made from, and the end of an operation.
 * Thread-safe.
 */
public final class Clusters {
  private static final int CACHED_SPECS = 300;

  private final TenantService tenants;
  private final Outbox outbox;
  private final Settlement settlement;
  private final Map<SpecKey, ClusterSpec> specs;

  private record SpecKey(ClusterId cluster, int version) {}

  public Clusters(TenantService tenants, Outbox outbox, Nodes nodes) {
    this.tenants = tenants;
    this.outbox = outbox;
    this.settlement = new Settlement(tenants, nodes);
    this.specs =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<SpecKey, ClusterSpec> eldest) {
            return size() > CACHED_SPECS;
          }
        };
  }

  public Optional<ClusterRow> find(Handle handle, ClusterId id) {
    return ClusterDao.find(handle, id);
  }

  /** Those of {@code ids} that there are. */
  public Map<ClusterId, ClusterRow> find(Handle handle, Collection<ClusterId> ids) {
    return ClusterDao.find(handle, ids).stream()
        .collect(Collectors.toMap(ClusterRow::id, Function.identity()));
  }

  /** What {@code cluster} is made from; kept in memory, for it never changes under its version. */
  public ClusterSpec spec(Handle handle, ClusterRow cluster) {
    synchronized (specs) {
      ClusterSpec known = specs.get(new SpecKey(cluster.id(), cluster.specVersion()));
      if (known != null) {
        return known;
      }
    }
    ClusterSpec spec =
        Json.read(ClusterDao.findSpec(handle, cluster.id()).orElseThrow(), ClusterSpec.class);
    remember(cluster.id(), cluster.specVersion(), spec);
    return spec;
  }

  void remember(ClusterId cluster, int version, ClusterSpec spec) {
    synchronized (specs) {
      specs.put(new SpecKey(cluster, version), spec);
    }
  }

  /**
   * The active job is over: the cluster gets the state that follows, and a terminated one gives its
   * quota back.
   *
   * @param end complete, failed or aborted
   * @return false if {@code job} was not the cluster's active one
   */
  public boolean end(
      Handle tx, ClusterId id, int job, ClusterOperation operation, JobState end, String why) {
    boolean success = end == JobState.COMPLETE;
    ClusterState state = stateAfter(operation, success);
    if (ClusterDao.end(tx, id, job, state, why) == 0) {
      return false;
    }
    ClusterRow cluster = ClusterDao.find(tx, id).orElseThrow();
    if (state == ClusterState.TERMINATED) {
      tenants.release(tx, cluster.tenant(), 1, cluster.numMachines());
    } else if (Settlement.concerns(operation)) {
      settlement.settle(tx, cluster, spec(tx, cluster), operation, success);
    }
    if (end == JobState.FAILED) {
      outbox.publish(tx, failed(cluster, id.job(job), operation, why));
    }
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("job", id.job(job).toString());
    data.put("state", state.wire());
    if (!why.isEmpty()) {
      data.put("message", why);
    }
    outbox.publish(
        tx,
        Event.ofOwner(
            "cluster." + state.wire(), cluster.tenant(), cluster.owner(), "cluster/" + id, data));
    return true;
  }

  private static Event failed(
      ClusterRow cluster, JobId job, ClusterOperation operation, String why) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("job", job.toString());
    data.put("action", operation.wire());
    data.put("reason", why);
    return Event.ofOwner("job.failed", cluster.tenant(), cluster.owner(), "job/" + job, data);
  }

  /**
   * {@code job}, which has ended, begins again: its cluster is pending.
   *
   * @throws ProblemException WRONG_STATE if it is not the cluster's last job
   */
  public void again(Handle tx, JobId job) {
    mustBeLast(tx, job);
    if (ClusterDao.again(tx, job) == 0) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "Cluster " + job.cluster() + " has just changed. Look at it and try again.");
    }
    ClusterRow cluster = ClusterDao.find(tx, job.cluster()).orElseThrow();
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("job", job.toString());
    data.put("state", cluster.state().wire());
    outbox.publish(
        tx,
        Event.ofOwner(
            "cluster.pending", cluster.tenant(), cluster.owner(), "cluster/" + cluster.id(), data));
  }

  /**
   * @throws ProblemException WRONG_STATE if another job came after {@code job}, or is active
   */
  public void mustBeLast(Handle tx, JobId job) {
    ClusterRow cluster = ClusterDao.find(tx, job.cluster()).orElseThrow();
    boolean last = cluster.latestJob() == job.number() && cluster.activeJob() == 0;
    if (!last || cluster.state() == ClusterState.TERMINATED) {
      throw new ProblemException(
          ErrorCode.WRONG_STATE,
          ("Job %s cannot go on: cluster %s is %s, and its last job is %s. Only the last job of a"
                  + " cluster can be tried again, when none is active.")
              .formatted(
                  job,
                  cluster.id(),
                  cluster.state().wire(),
                  cluster.id().job(cluster.latestJob())));
    }
  }

  private static ClusterState stateAfter(ClusterOperation operation, boolean success) {
    return switch (operation) {
      case CREATE -> success ? ClusterState.ACTIVE : ClusterState.INCOMPLETE;
      case DELETE -> success ? ClusterState.TERMINATED : ClusterState.INCOMPLETE;
      case RECONFIGURE,
          RECONFIGURE_WITH_RESTART,
          ADD_SERVICES,
          REMOVE_SERVICES,
          START_SERVICES,
          STOP_SERVICES,
          RESTART_SERVICES,
          SCALE_UP,
          SCALE_DOWN ->
          success ? ClusterState.ACTIVE : ClusterState.INCONSISTENT;
    };
  }
}
