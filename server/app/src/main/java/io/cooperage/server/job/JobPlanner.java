package io.cooperage.server.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.galera.tx.GaleraException;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.WakeUps;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns jobs that are not submitted into nodes and tasks: reads, plans outside any transaction, and
 * stores under the guard of each job's owner, epoch and version, so that planning twice is
 * harmless. Thread-safe.
 */
final class JobPlanner {
  private static final Logger LOG = LoggerFactory.getLogger(JobPlanner.class);
  private static final int LONGEST_MESSAGE = 2000;

  private final Transactions transactions;
  private final Clusters clusters;
  private final Nodes nodes;
  private final Outbox outbox;
  private final WakeUps wakeUps;
  private final PlanReader reader;
  private final PlanRows planRows;
  private final RetryPolicy retry;
  private final Grace grace;

  JobPlanner(
      Transactions transactions,
      Clusters clusters,
      Nodes nodes,
      Outbox outbox,
      WakeUps wakeUps,
      PlanReader reader,
      PlanRows planRows,
      RetryPolicy retry,
      Grace grace) {
    this.transactions = transactions;
    this.clusters = clusters;
    this.nodes = nodes;
    this.outbox = outbox;
    this.wakeUps = wakeUps;
    this.reader = reader;
    this.planRows = planRows;
    this.retry = retry;
    this.grace = grace;
  }

  /**
   * Plans those of {@code ids} that are this datacenter's to plan, together; if that fails, one by
   * one, so that a bad one harms no other. A job that cannot be planned fails, whatever the reason;
   * only where the database could not serve it is left to be tried again.
   */
  void plan(List<JobId> ids) {
    try {
      planTogether(ids);
    } catch (GaleraException e) {
      throw e;
    } catch (RuntimeException e) {
      if (isInterruption(e)) {
        throw e;
      }
      if (ids.size() > 1) {
        ids.forEach(id -> plan(List.of(id)));
      } else {
        unplannable(ids.get(0), e);
      }
    }
  }

  private void unplannable(JobId id, RuntimeException e) {
    LOG.warn("job {} cannot be planned", id, e);
    transactions.run("job.unplannable", tx -> fail(tx, id, "It cannot be planned: " + why(e)));
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

  private void planTogether(List<JobId> ids) {
    List<PreparedPlan> plans =
        reader.read(ids).stream().map(facts -> PreparedPlan.of(facts, planRows, retry)).toList();
    boolean stored = false;
    for (List<PreparedPlan> some : PreparedPlan.bundles(plans)) {
      stored |= transactions.run("job.plan", tx -> store(tx, some));
    }
    if (stored) {
      wakeUps.signal(JobRoom.TASKS);
    }
  }

  /** Those whose jobs are still as they were read. */
  private boolean store(Handle tx, List<PreparedPlan> plans) {
    Map<JobId, Long> versions =
        JobDao.lock(tx, plans.stream().map(PreparedPlan::id).toList()).stream()
            .filter(reader::isMine)
            .collect(Collectors.toMap(JobRow::id, JobRow::version));
    List<PreparedPlan> valid =
        plans.stream().filter(plan -> plan.isOf(versions.getOrDefault(plan.id(), 0L))).toList();
    JobDao.start(tx, valid);
    nodes.insert(tx, valid.stream().flatMap(plan -> plan.newNodes().stream()).toList());
    nodes.update(tx, valid.stream().flatMap(plan -> plan.oldNodes().stream()).toList());
    TaskDao.insert(
        tx, valid.stream().flatMap(plan -> plan.tasksAtOnce().stream()).toList(), Duration.ZERO);
    TaskDao.insert(
        tx,
        valid.stream().flatMap(plan -> plan.tasksLater().stream()).toList(),
        grace.withinLease());
    outbox.publish(tx, valid.stream().map(JobPlanner::running).toList());
    for (PreparedPlan plan : valid) {
      if (plan.isDone()) {
        end(tx, JobDao.find(tx, plan.id()).orElseThrow(), JobState.COMPLETE, plan.done(), "");
      }
    }
    return !valid.isEmpty();
  }

  private static Event running(PreparedPlan plan) {
    JobRow job = plan.facts().job();
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("job", job.id().toString());
    data.put("action", job.operation().wire());
    data.put("tasks", plan.total());
    data.put("datacenter", job.datacenter());
    return Event.ofOwner(
        "job.running",
        job.tenant(),
        plan.facts().cluster().owner(),
        "cluster/" + job.id().cluster(),
        data);
  }

  private boolean fail(Handle tx, JobId id, String why) {
    Optional<JobRow> job = JobDao.lock(tx, List.of(id)).stream().findFirst().filter(reader::isMine);
    job.ifPresent(row -> end(tx, row, JobState.FAILED, 0, why));
    return job.isPresent();
  }

  private void end(Handle tx, JobRow job, JobState state, int done, String why) {
    JobDao.move(tx, List.of(new JobDao.Move(job, state, done, 0, why)));
    clusters.end(tx, job.id().cluster(), job.id().number(), job.operation(), state, why);
  }
}
