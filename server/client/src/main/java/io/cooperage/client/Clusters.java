package io.cooperage.client;

import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterSummary;
import io.cooperage.api.ClusterView;
import io.cooperage.api.DryRun;
import io.cooperage.api.JobView;
import io.cooperage.api.Page;
import java.util.Optional;

/** Clusters. */
public final class Clusters {
  static final String CLUSTERS = "clusters";
  static final String DRY_RUN = "dryRun";
  private final Transport transport;

  Clusters(Transport transport) {
    this.transport = transport;
  }

  public Accepted create(ClusterCreateRequest request) {
    return transport.ask(Call.post(CLUSTERS).json(request), Accepted.class);
  }

  /** Under a key of the caller's: asking again with it gives the earlier answer. */
  public Accepted create(ClusterCreateRequest request, String idempotencyKey) {
    return transport.ask(
        Call.post(CLUSTERS).json(request).idempotencyKey(idempotencyKey), Accepted.class);
  }

  /** What {@link #create} would do. */
  public DryRun plan(ClusterCreateRequest request) {
    return transport.ask(Call.post(CLUSTERS).query(DRY_RUN, true).json(request), DryRun.class);
  }

  public Page<ClusterSummary> list(int limit, Optional<String> after) {
    return transport.page(Call.get(CLUSTERS), limit, after, ClusterSummary.class);
  }

  /** Those in a state, of an owner, of a name; empty = all that the caller sees. */
  public Page<ClusterSummary> list(
      Optional<ClusterState> state,
      Optional<String> owner,
      Optional<String> name,
      int limit,
      Optional<String> after) {
    return transport.page(
        Call.get(CLUSTERS)
            .query("state", state.map(ClusterState::wire))
            .query("owner", owner)
            .query("name", name),
        limit,
        after,
        ClusterSummary.class);
  }

  public ClusterView get(ClusterId id) {
    return transport.ask(Call.get(CLUSTERS, id), ClusterView.class);
  }

  public Accepted delete(ClusterId id) {
    return transport.ask(Call.delete(CLUSTERS, id), Accepted.class);
  }

  public Page<JobView> jobs(ClusterId id, int limit, Optional<String> after) {
    return transport.page(Call.get(CLUSTERS, id, "jobs"), limit, after, JobView.class);
  }

  /** What {@link #delete} would do. */
  public DryRun planDelete(ClusterId id) {
    return transport.ask(Call.delete(CLUSTERS, id).query(DRY_RUN, true), DryRun.class);
  }

  /** Operations on a cluster that is there. */
  public ClusterOperations of(ClusterId id) {
    return new ClusterOperations(transport, id);
  }
}
