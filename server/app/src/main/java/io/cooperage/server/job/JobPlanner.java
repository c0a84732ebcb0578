package io.cooperage.server.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskAction;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.GaleraException;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.ClusterSpec;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.WakeUps;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a job that is not submitted into nodes and tasks: reads, plans outside any transaction, and
 * stores under the guard of the job's owner, epoch and version, so that planning twice is harmless.
 * Thread-safe.
 */
final class JobPlanner {
  private static final Logger LOG = LoggerFactory.getLogger(JobPlanner.class);
  private static final int LONGEST_MESSAGE = 2000;

  private final Transactions transactions;
  private final Reads reads;
  private final Datacenters datacenters;
  private final Clusters clusters;
  private final Nodes nodes;
  private final Outbox outbox;
  private final WakeUps wakeUps;
  private final PlanRows planRows;
  private final RetryPolicy retry;
  private final Grace grace;

  JobPlanner(
      Transactions transactions,
      Reads reads,
      Datacenters datacenters,
      Clusters clusters,
      Nodes nodes,
      Outbox outbox,
      WakeUps wakeUps,
      PlanRows planRows,
      RetryPolicy retry,
      Grace grace) {
    this.transactions = transactions;
    this.reads = reads;
    this.datacenters = datacenters;
    this.clusters = clusters;
    this.nodes = nodes;
    this.outbox = outbox;
    this.wakeUps = wakeUps;
    this.planRows = planRows;
    this.retry = retry;
    this.grace = grace;
  }

  /** Everything that planning reads. */
  private record Facts(
      JobRow job, ClusterRow cluster, ClusterSpec spec, List<NodeRow> nodes, Set<String> gone) {}

  /** What is stored. */
  private record Prepared(
      List<NodeRow> newNodes, List<NodeRow> oldNodes, List<TaskRow> tasks, int total, int done) {}

  /**
   * Plans {@code id} if it is this datacenter's to plan. A job that cannot be planned fails,
   * whatever the reason; only where the database could not serve it is left to be tried again.
   */
  void plan(JobId id) {
    try {
      planNow(id);
    } catch (GaleraException e) {
      throw e;
    } catch (RuntimeException e) {
      if (isInterruption(e)) {
        throw e;
      }
      LOG.warn("job {} cannot be planned", id, e);
      transactions.run("job.unplannable", tx -> fail(tx, id, "It cannot be planned: " + why(e)));
    }
  }

  private static boolean isInterruption(Throwable e) {
    boolean interrupted = Thread.currentThread().isInterrupted();
    for (Throwable cause = e; cause != null && !interrupted; cause = cause.getCause()) {
      interrupted = cause instanceof InterruptedException;
    }
    return interrupted;
  }

  private static String why(RuntimeException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
  }

  private void planNow(JobId id) {
    Optional<Facts> facts =
        reads.run("job.facts", Consistency.strong(), handle -> read(handle, id));
    if (facts.isEmpty()) {
      return;
    }
    Prepared prepared = prepare(facts.get());
    if (transactions.run("job.plan", tx -> store(tx, facts.get(), prepared))) {
      wakeUps.signal(JobRoom.TASKS);
    }
  }

  private Optional<Facts> read(Handle handle, JobId id) {
    return JobDao.find(handle, id)
        .filter(this::isMine)
        .map(
            row -> {
              ClusterRow cluster = clusters.find(handle, id.cluster()).orElseThrow();
              Set<String> gone =
                  JobDao.owners(handle).stream()
                      .filter(owner -> owner.state().equals("lost"))
                      .map(JobDao.Owner::name)
                      .collect(Collectors.toSet());
              return new Facts(
                  row,
                  cluster,
                  clusters.spec(handle, cluster),
                  nodes.list(handle, id.cluster()),
                  gone);
            });
  }

  private boolean isMine(JobRow job) {
    return job.state() == JobState.NOT_SUBMITTED && job.datacenter().equals(datacenters.self());
  }

  private Prepared prepare(Facts facts) {
    JobRow job = facts.job();
    boolean create = job.operation() == ClusterOperation.CREATE;
    List<NodeRow> all =
        create
            ? PlanRows.nodes(job.id().cluster(), facts.cluster().name(), facts.spec())
            : facts.nodes();
    List<TaskRow> rows =
        all.isEmpty()
            ? List.of()
            : PlanRows.tasks(
                job.id(),
                planRows.plan(job.operation(), all, facts.spec(), job.request().wasRunning()),
                all,
                facts.spec());
    Progress progress = new Progress(withTotal(job, rows), retry);
    progress.addTasks(rows);
    all.forEach(node -> progress.addNode(node.number(), 0));
    List<TaskRow> cleanUps = leaveToTheLost(facts, rows, progress);
    progress.start();
    progress.settle();
    progress.releaseNext();
    Map<Integer, TaskRow> settled = new HashMap<>();
    progress.changed().forEach(draft -> settled.put(draft.number(), PlanRows.settled(draft)));
    List<TaskRow> tasks = new ArrayList<>();
    rows.forEach(row -> tasks.add(settled.getOrDefault(row.id().number(), row)));
    tasks.addAll(cleanUps);
    List<NodeRow> placed =
        all.stream()
            .map(node -> node.withCurrentTask(progress.currentTask(node.number())))
            .toList();
    return new Prepared(
        create ? placed : List.of(),
        create ? List.of() : placed,
        tasks,
        withTotal(job, rows).tasksTotal(),
        progress.done());
  }

  /** Machines in a datacenter that is gone cannot be reached: it deletes them when it is back. */
  private static List<TaskRow> leaveToTheLost(Facts facts, List<TaskRow> rows, Progress progress) {
    List<TaskRow> cleanUps = new ArrayList<>();
    if (facts.job().operation() != ClusterOperation.DELETE) {
      return cleanUps;
    }
    Map<Integer, NodeRow> lost =
        facts.nodes().stream()
            .filter(node -> facts.gone().contains(node.datacenter()))
            .collect(Collectors.toMap(NodeRow::number, node -> node));
    int number = rows.stream().mapToInt(row -> row.id().number()).max().orElse(0);
    for (TaskRow row : rows) {
      NodeRow node = lost.get(row.node());
      if (node != null) {
        progress.complete(row.id().number(), "left to datacenter " + node.datacenter());
        if (row.action().filter(TaskAction.DELETE::equals).isPresent()) {
          number++;
          cleanUps.add(
              PlanRows.cleanUp(row.id().job(), number, node, row.plugin(), node.datacenter()));
        }
      }
    }
    return cleanUps;
  }

  private static JobRow withTotal(JobRow job, List<TaskRow> rows) {
    return job.withTotal((int) rows.stream().filter(TaskRow::isCounted).count());
  }

  private boolean store(Handle tx, Facts facts, Prepared prepared) {
    JobRow seen = facts.job();
    Optional<JobRow> job =
        JobDao.lock(tx, List.of(seen.id())).stream()
            .findFirst()
            .filter(row -> row.version() == seen.version() && row.state() == seen.state());
    if (job.isEmpty() || !JobDao.start(tx, job.get(), prepared.total(), prepared.done())) {
      return false;
    }
    nodes.insert(tx, prepared.newNodes());
    nodes.update(tx, prepared.oldNodes());
    Duration delay = seen.request().revoked() ? grace.withinLease() : Duration.ZERO;
    TaskDao.insert(tx, prepared.tasks().stream().filter(task -> !task.detached()).toList(), delay);
    TaskDao.insert(
        tx, prepared.tasks().stream().filter(TaskRow::detached).toList(), grace.withinLease());
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("job", seen.id().toString());
    data.put("action", seen.operation().wire());
    data.put("tasks", prepared.total());
    data.put("datacenter", seen.datacenter());
    outbox.publish(tx, "job.running", seen.tenant(), "cluster/" + seen.id().cluster(), data);
    if (prepared.done() >= prepared.total()) {
      JobRow started = JobDao.find(tx, seen.id()).orElseThrow();
      end(tx, started, JobState.COMPLETE, prepared.done(), "");
    }
    return true;
  }

  private boolean fail(Handle tx, JobId id, String why) {
    Optional<JobRow> job = JobDao.lock(tx, List.of(id)).stream().findFirst().filter(this::isMine);
    job.ifPresent(row -> end(tx, row, JobState.FAILED, 0, why));
    return job.isPresent();
  }

  private void end(Handle tx, JobRow job, JobState state, int done, String why) {
    JobDao.move(tx, List.of(new JobDao.Move(job, state, done, 0, why)));
    clusters.end(
        tx,
        job.id().cluster(),
        job.id().number(),
        job.operation(),
        state == JobState.COMPLETE,
        why);
  }
}
