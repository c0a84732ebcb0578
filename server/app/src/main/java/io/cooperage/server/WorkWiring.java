package io.cooperage.server;

import io.cooperage.server.cluster.ClusterRoom;
import io.cooperage.server.cluster.ClusterSecrets;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.Takeover;
import io.cooperage.server.health.WarmUp;
import io.cooperage.server.job.JobRoom;
import io.cooperage.server.layout.ExactSolver;
import io.cooperage.server.pool.PoolRoom;
import io.cooperage.server.worker.WorkerRoom;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** Rooms cluster, job, worker and pool. */
final class WorkWiring {
  private WorkWiring() {}

  /** What these rooms give to the foundation. */
  record Work(Takeover takeover, WarmUp.Rehearsal rehearsal) {}

  static Work install(Foundation base, CatalogWiring.Catalog catalog) {
    Nodes nodes = new Nodes();
    Clusters clusters = new Clusters(base.tenants(), base.outbox(), nodes);
    ClusterSecrets secrets = new ClusterSecrets(base.secrets());
    JobRoom jobs = jobs(base, clusters, nodes, secrets);
    ClusterRoom clusterRoom = clusters(base, catalog, clusters, nodes, secrets, jobs);
    WorkerRoom workers = workers(base, catalog, clusters, nodes, secrets, jobs);
    JerseyEnvironment jersey = base.environment().jersey();
    clusterRoom.resources().forEach(jersey::register);
    jobs.resources().forEach(jersey::register);
    workers.resources().forEach(jersey::register);
    jersey.register(
        PoolRoom.open(
            base.transactions(),
            base.reads(),
            base.datacenters(),
            jobs.lostTasks(),
            base.idempotency(),
            base.audit()));
    jobs.drive(base.leadership());
    clusterRoom.drive(
        base.drivers(), base.leadership(), base.datacenters(), base.configuration().clusters());
    return new Work(jobs.takeover(), clusterRoom.rehearsal());
  }

  private static JobRoom jobs(
      Foundation base, Clusters clusters, Nodes nodes, ClusterSecrets secrets) {
    return new JobRoom(
        new JobRoom.Needs(
            base.transactions(),
            base.reads(),
            base.workerTransactions(),
            base.workerReads(),
            base.datacenters(),
            base.wakeUps(),
            base.outbox(),
            base.audit(),
            base.idempotency(),
            clusters,
            nodes,
            secrets,
            base.drivers(),
            base.courtesy(),
            base.configuration().workers().lease().toJavaDuration()),
        base.configuration().jobs());
  }

  private static ClusterRoom clusters(
      Foundation base,
      CatalogWiring.Catalog catalog,
      Clusters clusters,
      Nodes nodes,
      ClusterSecrets secrets,
      JobRoom jobs) {
    return new ClusterRoom(
        new ClusterRoom.Needs(
            base.transactions(),
            base.reads(),
            base.ids(),
            base.tenants(),
            base.audit(),
            base.outbox(),
            base.idempotency(),
            catalog.catalog(),
            new ExactSolver(),
            clusters,
            nodes,
            secrets),
        jobs.lifecycle());
  }

  private static WorkerRoom workers(
      Foundation base,
      CatalogWiring.Catalog catalog,
      Clusters clusters,
      Nodes nodes,
      ClusterSecrets secrets,
      JobRoom jobs) {
    return new WorkerRoom(
        new WorkerRoom.Needs(
            base.transactions(),
            base.reads(),
            base.datacenters(),
            base.leadership(),
            base.wakeUps(),
            base.drivers(),
            base.courtesy(),
            base.zookeeper(),
            clusters,
            nodes,
            secrets,
            catalog.resources(),
            jobs,
            base.audit(),
            base.outbox(),
            base.idempotency(),
            ServerIdentity.of(base.configuration()).server(),
            base.configuration().jobs().taskTimeout().toJavaDuration(),
            finisher(base)),
        base.configuration().workers());
  }

  private static Executor finisher(Foundation base) {
    return base.environment()
        .lifecycle()
        .executorService("finisher-%d")
        .minThreads(1)
        .maxThreads(1)
        .workQueue(new LinkedBlockingQueue<>())
        .build();
  }
}
