package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.web.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last of all bounds: a job that takes too long fails, one that is paused for too long is
 * aborted, whatever they wait for and whoever owns them. Thread-safe.
 */
final class JobBounds {
  private static final Logger LOG = LoggerFactory.getLogger(JobBounds.class);
  private static final int AT_ONCE = 50;

  private final Transactions transactions;
  private final Reads reads;
  private final Clusters clusters;
  private final Nodes nodes;
  private final JobLifecycle lifecycle;
  private final AuditLog audit;
  private final JobConfig config;

  JobBounds(
      Transactions transactions,
      Reads reads,
      Clusters clusters,
      Nodes nodes,
      JobLifecycle lifecycle,
      AuditLog audit,
      JobConfig config) {
    this.transactions = transactions;
    this.reads = reads;
    this.clusters = clusters;
    this.nodes = nodes;
    this.lifecycle = lifecycle;
    this.audit = audit;
    this.config = config;
  }

  void tick() {
    for (JobId id : overdue(List.of(JobState.NOT_SUBMITTED, JobState.RUNNING), longest())) {
      if (transactions.run("job.overdue", tx -> fail(tx, id))) {
        LOG.warn("job {} failed: it took longer than {}", id, config.longest());
      }
    }
    for (JobId id : overdue(List.of(JobState.PAUSED), longestPause())) {
      if (transactions.run("job.paused-too-long", tx -> abort(tx, id))) {
        LOG.warn("job {} aborted: it was paused for longer than {}", id, config.longestPause());
      }
    }
  }

  private Duration longest() {
    return config.longest().toJavaDuration();
  }

  private Duration longestPause() {
    return config.longestPause().toJavaDuration();
  }

  private List<JobId> overdue(List<JobState> states, Duration limit) {
    return reads.run(
        "job.overdue-list",
        Consistency.local(),
        handle -> ControlDao.listOverdue(handle, states, limit, AT_ONCE));
  }

  private boolean fail(Handle tx, JobId id) {
    Optional<JobRow> found =
        JobDao.lock(tx, List.of(id)).stream()
            .filter(job -> job.state() != JobState.PAUSED && !JobDao.isFinal(job.state()))
            .filter(job -> ControlDao.isOverdue(tx, id, longest()))
            .findFirst();
    found.ifPresent(
        job -> {
          String why = "It did not end within " + config.longest() + ".";
          JobDao.move(
              tx,
              List.of(
                  new JobDao.Move(job, JobState.FAILED, job.tasksDone(), job.tasksFailed(), why)));
          TaskDao.drop(tx, id);
          nodes.free(tx, id.cluster());
          clusters.end(tx, id.cluster(), id.number(), job.operation(), JobState.FAILED, why);
          note(tx, job, "job.fail", JobState.FAILED, why);
        });
    return found.isPresent();
  }

  private boolean abort(Handle tx, JobId id) {
    Optional<JobRow> found =
        JobDao.lock(tx, List.of(id)).stream()
            .filter(job -> job.state() == JobState.PAUSED)
            .filter(job -> ControlDao.isOverdue(tx, id, longestPause()))
            .findFirst();
    found.ifPresent(
        job -> {
          String why = "aborted: it was paused for longer than " + config.longestPause();
          ClusterRow cluster = clusters.find(tx, id.cluster()).orElseThrow();
          lifecycle.abort(tx, id, cluster.owner(), why);
          clusters.end(
              tx,
              id.cluster(),
              id.number(),
              job.operation(),
              JobState.ABORTED,
              "job " + id + " " + why);
          note(tx, job, "job.abort", JobState.ABORTED, why);
        });
    return found.isPresent();
  }

  private void note(Handle tx, JobRow job, String action, JobState state, String why) {
    AuditChange change =
        AuditChange.ofState(job.state().wire(), state.wire())
            .with(Json.tree(Map.of("reason", why)));
    audit.recordOwn(tx, job.tenant(), action, "job/" + job.id(), change);
  }
}
