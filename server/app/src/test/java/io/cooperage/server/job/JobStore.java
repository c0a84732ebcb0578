package io.cooperage.server.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.NodeLayout;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import io.cooperage.api.WorkerLabels;
import io.cooperage.galera.Galera;
import io.cooperage.galera.read.Consistency;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.ClusterSpec;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.JobOrder;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.WakeUps;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.plan.Planner;
import io.cooperage.server.tenant.TenantService;
import io.cooperage.server.testing.MigratedNode;
import io.cooperage.server.web.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The tables of jobs on a real node, and this room's classes as a server of dc1 has them, but no
 * server: nothing moves unless the test says so.
 */
final class JobStore implements AutoCloseable, Datacenters, WakeUps {
  static final String PLUGIN = "automator/sim";
  static final int NODE = 1000;
  static final Grace GRACE = Grace.of(JobConfig.defaults(), Duration.ofSeconds(5));
  static final Waits WAITS = new Waits(JobConfig.defaults(), Clock.systemUTC());

  private final MigratedNode node;
  final Galera galera;
  final Nodes nodes = new Nodes();
  final Clusters clusters;
  final Outbox outbox;
  final List<JobId> planned = new ArrayList<>();
  private long lastCluster;

  private JobStore(MigratedNode node) {
    this.node = node;
    this.galera = node.galera();
    this.outbox = new Outbox(galera.ids(), Clock.systemUTC(), "dc1");
    this.clusters = new Clusters(new TenantService(), outbox, nodes);
  }

  static JobStore start() {
    return new JobStore(MigratedNode.start());
  }

  /** A datacenter as the database has it. */
  void datacenter(String name, long epoch, String state, int workers) {
    run(
        tx ->
            tx.execute(
                "REPLACE INTO datacenter (name, epoch, state, workers, changed_at)"
                    + " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3))",
                name,
                epoch,
                state,
                workers));
  }

  /** A pending cluster with one node and a job that is not planned. */
  JobId job(ClusterOperation operation, String datacenter, long epoch) {
    return job(operation, datacenter, epoch, Json.write(spec("")));
  }

  JobId job(ClusterOperation operation, String datacenter, long epoch, String spec) {
    ClusterId cluster = new ClusterId(++lastCluster);
    JobId job = cluster.job(1);
    run(
        tx -> {
          tx.execute(
              "INSERT INTO cluster (id, tenant, name, description, owner, state, version, template,"
                  + " num_machines, spec, latest_job, active_job, created_at)"
                  + " VALUES (?, 'superadmin', 'c', '', 'o', 'pending', 1, 't', 1, ?, 1, 1,"
                  + " UTC_TIMESTAMP(3))",
              cluster.value(),
              spec);
          JobDao.insert(
              tx,
              job,
              operation,
              datacenter,
              epoch,
              "superadmin",
              Json.write(new JobRequest(false, false)));
          return 0;
        });
    return job;
  }

  /** The deletion that follows {@code before}, as {@code DELETE} has it begin. */
  JobId deletionAfter(JobId before) {
    JobId job = before.cluster().job(before.number() + 1);
    run(
        tx -> {
          lifecycle().abort(tx, before, "o", "deleted");
          boolean revoked = lifecycle().mayBeAtWork(tx, before);
          lifecycle().add(tx, job, "superadmin", deletion(), revoked);
          return tx.execute(
              "UPDATE cluster SET latest_job = ?, active_job = ? WHERE id = ?",
              job.number(),
              job.number(),
              job.cluster().value());
        });
    return job;
  }

  private static JobOrder deletion() {
    return new JobOrder(ClusterOperation.DELETE, Set.of(), Set.of(), false, false);
  }

  /** The same, running, with one task queued on its one node, whose machine stands somewhere. */
  TaskId queued(ClusterOperation operation, String datacenter, long epoch, String machineIn) {
    JobId job = job(operation, datacenter, epoch);
    boolean deletes =
        operation == ClusterOperation.DELETE || operation == ClusterOperation.SCALE_DOWN;
    TaskAction action = deletes ? TaskAction.DELETE : TaskAction.CREATE;
    run(
        tx -> {
          TaskRow task = task(job, action);
          TaskDao.insert(
              tx, List.of(task.with(task.state(), 0, Optional.of(datacenter), "")), Duration.ZERO);
          tx.execute(
              "UPDATE job SET state = 'running', tasks_total = 1, started_at = UTC_TIMESTAMP(3)"
                  + " WHERE cluster_id = ?",
              job.cluster().value());
          nodes.insert(tx, List.of(node(job.cluster(), machineIn)));
          return 0;
        });
    return job.task(1);
  }

  private static TaskRow task(JobId job, TaskAction action) {
    return TaskRow.planned(job.task(1), Optional.of(action), NODE, "", PLUGIN, 0, List.of(), 0);
  }

  private static NodeRow node(ClusterId cluster, String datacenter) {
    return new NodeRow(
        cluster,
        NODE,
        "h",
        List.of(),
        Map.of(),
        "small",
        "linux",
        1,
        "pending",
        datacenter,
        Map.of(),
        Map.of(),
        1);
  }

  static ClusterSpec spec(String dnsSuffix) {
    return new ClusterSpec(
        1,
        null,
        new ClusterSpec.ProviderSpec("sim", 1, "sim", Map.of(), WorkerLabels.NONE),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(new NodeLayout(1, Set.of(), "small", "linux")),
        dnsSuffix,
        JsonNodeFactory.instance.objectNode(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        null);
  }

  /** Takes what there is for worker {@code w} of dc1. */
  List<HandOut> take() {
    return take(100);
  }

  List<HandOut> take(int most) {
    return queue()
        .take(List.of(new Offer("w", 1, Set.of(PLUGIN, "provider/sim"), WorkerLabels.NONE, most)));
  }

  TaskQueue queue() {
    return new TaskQueue(galera.transactions(), galera.reads(), this, this);
  }

  WorkerShares shares() {
    return new WorkerShares(galera.transactions(), galera.reads(), this, this);
  }

  LostTasks lostTasks() {
    return new LostTasks(
        galera.transactions(), galera.reads(), clusters, nodes, this, JobConfig.defaults(), GRACE);
  }

  Relocation relocation() {
    return new Relocation(
        galera.transactions(),
        galera.reads(),
        this,
        lostTasks(),
        new Salvage(clusters, nodes, JobConfig.defaults().retry(), GRACE),
        this,
        planned::add);
  }

  JobPlanner planner() {
    return new JobPlanner(
        galera.transactions(),
        clusters,
        nodes,
        outbox,
        this,
        new PlanReader(galera.reads(), this, clusters, nodes),
        new PlanRows(new Planner()),
        JobConfig.defaults().retry(),
        GRACE);
  }

  JobLifecycle lifecycle() {
    return new JobLifecycle(
        this, clusters, nodes, outbox, new PlanRows(new Planner()), WAITS, planned::add);
  }

  JobRow find(JobId job) {
    return read(handle -> JobDao.find(handle, job)).orElseThrow();
  }

  TaskRow find(TaskId task) {
    return read(handle -> TaskDao.find(handle, List.of(task))).get(0);
  }

  ClusterRow cluster(JobId job) {
    return read(handle -> clusters.find(handle, job.cluster())).orElseThrow();
  }

  /** Rows of machines, whether they are in the cluster or not. */
  int rows(JobId job) {
    return read(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM node WHERE cluster_id = ?")
                .bind(0, job.cluster().value())
                .mapTo(Integer.class)
                .one());
  }

  NodeRow machine(JobId job) {
    return machines(job).get(0);
  }

  List<NodeRow> machines(JobId job) {
    return read(handle -> nodes.list(handle, job.cluster()));
  }

  /** As if another datacenter had done everything so far. */
  void giveAllTo(String datacenter, long epoch) {
    run(tx -> tx.execute("UPDATE job SET datacenter = ?, epoch = ?", datacenter, epoch));
    run(
        tx ->
            tx.execute(
                "UPDATE task SET queue = IF(queue IS NULL, NULL, ?),"
                    + " worker_dc = IF(worker_dc IS NULL, NULL, ?)",
                datacenter,
                datacenter));
  }

  /** How long a queued task still has to wait. */
  long millisToWait(TaskId task) {
    return read(
        handle ->
            handle
                .createQuery(
                    "SELECT TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), not_before) DIV 1000"
                        + " FROM task WHERE cluster_id = ? AND job_number = ? AND number = ?")
                .bind(0, task.job().cluster().value())
                .bind(1, task.job().number())
                .bind(2, task.number())
                .mapTo(Long.class)
                .one());
  }

  /** As if the queued tasks had waited long enough. */
  void passTime() {
    run(tx -> tx.execute("UPDATE task SET not_before = UTC_TIMESTAMP(3) WHERE queue IS NOT NULL"));
  }

  void clear() {
    run(
        tx -> {
          for (String table :
              List.of(
                  "task",
                  "job",
                  "node",
                  "cluster",
                  "datacenter",
                  "worker_share",
                  "worker",
                  "missing_plugin")) {
            tx.execute("DELETE FROM " + table);
          }
          return 0;
        });
    planned.clear();
  }

  /** In a transaction. */
  int run(java.util.function.ToIntFunction<Handle> body) {
    return galera.transactions().run("test", body::applyAsInt);
  }

  <T> T read(java.util.function.Function<Handle, T> body) {
    return galera.reads().run("test", Consistency.local(), body::apply);
  }

  @Override
  public String self() {
    return "dc1";
  }

  @Override
  public long epochOfSelf() {
    return read(
        handle ->
            handle
                .createQuery("SELECT epoch FROM datacenter WHERE name = 'dc1'")
                .mapTo(Long.class)
                .one());
  }

  @Override
  public List<String> alive() {
    return List.of("dc1", "dc3");
  }

  @Override
  public boolean isDraining() {
    return false;
  }

  @Override
  public boolean mayAct() {
    return true;
  }

  @Override
  public void signal(String topic) {}

  @Override
  public void listen(String topic, Runnable listener) {}

  @Override
  public void close() {
    node.close();
  }
}
