package io.cooperage.server.job;

import io.cooperage.api.TaskId;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.job.MissingPluginDao.Stuck;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how long tasks wait for a plugin, or labels, that no worker of this datacenter has: they
 * fail, and their jobs with them. Tasks that wait for busy workers are left alone, and so are
 * clean-ups. Since when a plugin is missing stands in the database, so that a new leader goes on
 * counting. Thread-safe.
 */
final class MissingPlugins {
  private static final Logger LOG = LoggerFactory.getLogger(MissingPlugins.class);
  private static final int AT_ONCE = 50;

  private final Transactions transactions;
  private final Reads reads;
  private final Datacenters datacenters;
  private final Clusters clusters;
  private final Nodes nodes;
  private final JobConfig config;

  MissingPlugins(
      Transactions transactions,
      Reads reads,
      Datacenters datacenters,
      Clusters clusters,
      Nodes nodes,
      JobConfig config) {
    this.transactions = transactions;
    this.reads = reads;
    this.datacenters = datacenters;
    this.clusters = clusters;
    this.nodes = nodes;
    this.config = config;
  }

  /** Notes what is missing. */
  void note() {
    String self = datacenters.self();
    Set<Ask> known =
        reads.run(
            "plugin.missing", Consistency.local(), handle -> MissingPluginDao.list(handle, self));
    List<WorkerRegistration> workers =
        reads.run("plugin.workers", Consistency.local(), handle -> Staffing.active(handle, self));
    Set<Ask> missing = new HashSet<>();
    for (Lane lane :
        reads.run("plugin.wanted", Consistency.local(), handle -> QueueDao.lanes(handle, self))) {
      Ask ask = new Ask(lane.plugin(), lane.labels());
      if (workers.stream()
          .noneMatch(worker -> Staffing.isQualified(worker, ask.plugin(), ask.labels()))) {
        missing.add(ask);
      }
    }
    Set<Ask> found = new HashSet<>(known);
    found.removeAll(missing);
    missing.removeAll(known);
    if (!found.isEmpty() || !missing.isEmpty()) {
      transactions.run("plugin.note", tx -> note(tx, self, missing, found));
    }
    missing.forEach(ask -> LOG.warn("tasks wait for {}, which no worker has", ask.describe()));
  }

  private static int note(Handle tx, String self, Set<Ask> missing, Set<Ask> found) {
    MissingPluginDao.add(tx, self, missing);
    MissingPluginDao.remove(tx, self, found);
    return missing.size();
  }

  /** Fails the tasks that have waited for longer than {@code jobs.workerTimeout}. */
  void expire() {
    String self = datacenters.self();
    List<Stuck> overdue =
        reads.run(
            "plugin.overdue",
            Consistency.local(),
            handle ->
                MissingPluginDao.waitedInVain(
                    handle, self, config.workerTimeout().toJavaDuration(), AT_ONCE));
    if (!overdue.isEmpty()) {
      transactions.run("plugin.expire", tx -> giveUp(tx, self, overdue));
    }
  }

  private int giveUp(Handle tx, String self, List<Stuck> overdue) {
    JobBatch batch =
        new JobBatch(
            tx,
            overdue.stream().map(stuck -> stuck.task().job()).toList(),
            config.retry(),
            clusters,
            nodes);
    Map<TaskId, Ask> asks = overdue.stream().collect(Collectors.toMap(Stuck::task, Stuck::ask));
    int count = 0;
    for (TaskRow row : TaskDao.find(tx, asks.keySet())) {
      boolean waits =
          row.queue().filter(self::equals).isPresent()
              && !row.detached()
              && batch.progress(row.id().job()).isPresent();
      if (waits) {
        Progress progress = batch.progress(row.id().job()).orElseThrow();
        progress.addTasks(List.of(row));
        progress.giveUp(
            row.id().number(),
            "no worker of datacenter %s has had %s for %s"
                .formatted(self, asks.get(row.id()).describe(), config.workerTimeout()));
        count++;
      }
    }
    batch.store();
    return count;
  }
}
