package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.cluster.ClusterJobs;
import io.cooperage.server.cluster.ClusterSecrets;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.Leadership;
import io.cooperage.server.datacenter.Takeover;
import io.cooperage.server.datacenter.WakeUps;
import io.cooperage.server.driver.Courtesy;
import io.cooperage.server.driver.Driver;
import io.cooperage.server.driver.Drivers;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.plan.Planner;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Builds this room. */
public final class JobRoom {
  /** Topic of wake-ups: there are tasks to take. */
  public static final String TASKS = "tasks";

  /** Topic of wake-ups: a tenant has tasks where it has no share of its workers. */
  static final String SHARES = "worker-shares";

  private static final Duration EXPIRE = Duration.ofSeconds(5);
  private static final Duration SHARE = Duration.ofMillis(500);
  private static final Duration PLUGINS = Duration.ofSeconds(3);
  private static final Duration PLAN = Duration.ofSeconds(1);

  private final JobLifecycle lifecycle;
  private final Finishing finishing;
  private final TaskQueue queue;
  private final WorkerShares shares;
  private final WakeUps wakeUps;
  private final LostTasks lostTasks;
  private final Relocation relocation;
  private final JobSweeper sweeper;
  private final JobBounds bounds;
  private final MissingPlugins missingPlugins;
  private final Duration patience;
  private final PlanQueue plans;
  private final Driver planning;
  private final Drivers drivers;
  private final List<Object> resources;
  private final JobConfig config;

  /**
   * What this room is built from.
   *
   * @param workerTransactions for what workers must get through whatever the load
   * @param workerReads likewise
   * @param workerLease how long a worker believes in its tasks without an answer at most
   */
  public record Needs(
      Transactions transactions,
      Reads reads,
      Transactions workerTransactions,
      Reads workerReads,
      Datacenters datacenters,
      WakeUps wakeUps,
      Outbox outbox,
      AuditLog audit,
      Idempotency idempotency,
      Clusters clusters,
      Nodes nodes,
      ClusterSecrets secrets,
      Drivers drivers,
      Courtesy courtesy,
      Duration workerLease) {}

  public JobRoom(Needs needs, JobConfig config) {
    this.config = config;
    PlanRows planRows = new PlanRows(new Planner());
    Grace grace = Grace.of(config, needs.workerLease());
    JobPlanner planner =
        new JobPlanner(
            needs.transactions(),
            needs.clusters(),
            needs.nodes(),
            needs.outbox(),
            needs.wakeUps(),
            new PlanReader(needs.reads(), needs.datacenters(), needs.clusters(), needs.nodes()),
            planRows,
            config.retry(),
            grace);
    Waits waits = new Waits(config, Clock.systemUTC());
    this.drivers = needs.drivers();
    this.wakeUps = needs.wakeUps();
    this.plans = new PlanQueue(planner::plan);
    this.planning = drivers.every("job-planner", PLAN, this::plan).yieldingBy(needs.courtesy());
    this.lifecycle =
        new JobLifecycle(
            needs.datacenters(),
            needs.clusters(),
            needs.nodes(),
            needs.outbox(),
            planRows,
            waits,
            this::planSoon);
    this.bounds =
        new JobBounds(
            needs.transactions(),
            needs.reads(),
            needs.clusters(),
            needs.nodes(),
            lifecycle,
            needs.audit(),
            config);
    this.patience = PLUGINS.plus(needs.workerLease().multipliedBy(2));
    this.missingPlugins =
        new MissingPlugins(
            needs.workerTransactions(),
            needs.workerReads(),
            needs.datacenters(),
            needs.clusters(),
            needs.nodes(),
            config);
    CleanUps cleanUps =
        new CleanUps(config.retry(), needs.clusters(), needs.nodes(), needs.outbox());
    this.finishing =
        new Finishing(
            needs.workerTransactions(),
            config.retry(),
            needs.clusters(),
            needs.nodes(),
            new Discretion(needs.clusters(), needs.secrets()),
            cleanUps);
    this.queue =
        new TaskQueue(needs.transactions(), needs.reads(), needs.datacenters(), needs.wakeUps());
    this.shares =
        new WorkerShares(needs.transactions(), needs.reads(), needs.datacenters(), needs.wakeUps());
    this.lostTasks =
        new LostTasks(
            needs.workerTransactions(),
            needs.workerReads(),
            needs.clusters(),
            needs.nodes(),
            needs.wakeUps(),
            config,
            grace);
    this.relocation =
        new Relocation(
            needs.transactions(),
            needs.reads(),
            needs.datacenters(),
            lostTasks,
            new Salvage(needs.clusters(), needs.nodes(), config.retry(), grace),
            needs.wakeUps(),
            this::planSoon);
    this.sweeper =
        new JobSweeper(
            needs.reads(),
            needs.datacenters(),
            plans::isShort,
            this::planSoon,
            config.planAfter().toJavaDuration(),
            System::nanoTime);
    JobReads jobReads = new JobReads(needs.reads(), needs.clusters(), needs.nodes(), waits);
    Revival revival =
        new Revival(needs.datacenters(), needs.clusters(), needs.nodes(), config.retry(), grace);
    this.resources =
        List.of(
            new JobResource(
                jobReads,
                new JobControl(
                    needs.clusters(),
                    lifecycle,
                    revival,
                    waits,
                    needs.audit(),
                    needs.outbox(),
                    needs.wakeUps(),
                    this::planSoon),
                new TaskControl(needs.clusters(), revival, cleanUps, needs.audit(), needs.outbox()),
                needs.idempotency()),
            new ClusterJobsResource(jobReads));
  }

  private void planSoon(JobId job) {
    planSoon(List.of(job));
  }

  private void planSoon(List<JobId> jobs) {
    plans.add(jobs);
    planning.nudge();
  }

  private void plan() {
    if (plans.round()) {
      planning.nudge();
    }
  }

  public void drive(Leadership leadership) {
    Duration sweep = config.sweep().toJavaDuration();
    drivers.every("job-sweeper", sweep, sweeper::tick);
    drivers.every("task-expiry", EXPIRE, leadership::isLeader, lostTasks::expire);
    Driver sharing = drivers.every("worker-shares", SHARE, leadership::isLeader, shares::tick);
    wakeUps.listen(SHARES, sharing::nudge);
    drivers.every("job-bounds", EXPIRE, leadership::isLeader, bounds::tick);
    PluginWatch watch = new PluginWatch(leadership, missingPlugins, patience, System::nanoTime);
    drivers.every("plugin-watch", PLUGINS, leadership::isLeader, watch::tick);
    drivers.every(
        "job-hand-off", Duration.ofSeconds(2), leadership::isLeader, relocation::leaveIfIdle);
  }

  public ClusterJobs lifecycle() {
    return lifecycle;
  }

  public Finishing finishing() {
    return finishing;
  }

  public TaskQueue queue() {
    return queue;
  }

  public LostTasks lostTasks() {
    return lostTasks;
  }

  public Takeover takeover() {
    return relocation;
  }

  public List<Object> resources() {
    return resources;
  }
}
