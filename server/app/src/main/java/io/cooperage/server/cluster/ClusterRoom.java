package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import io.cooperage.api.JobId;
import io.cooperage.galera.ids.IdAllocator;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.catalog.CatalogService;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.Leadership;
import io.cooperage.server.driver.Drivers;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.health.WarmUp;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.layout.Solver;
import io.cooperage.server.tenant.TenantService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Builds this room. */
public final class ClusterRoom {
  private static final int AT_ONCE = 20;
  private static final Duration EXPIRY = Duration.ofSeconds(5);
  private static final Duration WIPE = Duration.ofSeconds(3);

  private final ClusterService service;
  private final ClusterResource resource;
  private final List<Object> operations;
  private final Transactions transactions;
  private final Reads reads;
  private final CatalogService catalog;
  private final Outbox outbox;
  private final ClusterJobs jobs;
  private final SecretWipe wipe;

  /** What this room is built from. */
  public record Needs(
      Transactions transactions,
      Reads reads,
      IdAllocator ids,
      TenantService tenants,
      AuditLog audit,
      Outbox outbox,
      Idempotency idempotency,
      CatalogService catalog,
      Solver solver,
      Clusters clusters,
      Nodes nodes,
      ClusterSecrets secrets) {}

  public ClusterRoom(Needs needs, ClusterJobs jobs) {
    this.transactions = needs.transactions();
    this.reads = needs.reads();
    this.catalog = needs.catalog();
    this.outbox = needs.outbox();
    this.jobs = jobs;
    SpecResolver resolver = new SpecResolver(needs.reads(), needs.catalog(), needs.solver());
    this.wipe = new SecretWipe(needs.transactions(), needs.reads(), needs.nodes(), needs.secrets());
    this.service = new ClusterService(needs, resolver, jobs);
    this.resource = new ClusterResource(service, needs.idempotency(), jobs);
    ClusterOperations changes = new ClusterOperations(needs, jobs);
    SpecSource sources = new CatalogSource(needs.reads(), needs.catalog());
    this.operations =
        List.of(
            new OperationResource(changes, sources, needs.solver(), needs.idempotency()),
            new ServiceOperationResource(changes, sources, needs.solver(), needs.idempotency()));
  }

  /** What a server does before it takes part. */
  public WarmUp.Rehearsal rehearsal() {
    return new Rehearsal(transactions, reads, catalog, service);
  }

  public List<Object> resources() {
    List<Object> resources = new ArrayList<>(operations);
    resources.add(resource);
    return resources;
  }

  /**
   * Warns of the end of leases, deletes expired clusters, each once, from whichever datacenter that
   * takes work is first, and wipes the secrets of those that are gone.
   */
  public void drive(
      Drivers drivers, Leadership leadership, Datacenters datacenters, ClusterConfig config) {
    BooleanSupplier here = () -> leadership.isLeader() && !datacenters.isDraining();
    LeaseWarnings warnings = new LeaseWarnings(transactions, reads, outbox, config);
    drivers.every("cluster-expiry", EXPIRY, here, this::expire);
    drivers.every("lease-warnings", EXPIRY, here, warnings::tick);
    drivers.every("secret-wipe", WIPE, leadership::isLeader, wipe::tick);
  }

  private void expire() {
    for (ClusterId id :
        reads.run(
            "cluster.expired",
            Consistency.local(),
            handle -> ClusterDao.listExpired(handle, AT_ONCE))) {
      Optional<JobId> job = transactions.run("cluster.expire", tx -> service.expire(tx, id));
      job.ifPresent(jobs::planSoon);
    }
  }
}
