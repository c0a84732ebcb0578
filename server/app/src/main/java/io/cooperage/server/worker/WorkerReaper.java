package io.cooperage.server.worker;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.Leadership;
import io.cooperage.server.job.LostTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts back what lost workers had, and tells the other datacenters how many workers are here. The
 * leader of the datacenter runs it; without ZooKeeper only the time limit of tasks bounds them.
 * Confined to its driver.
 */
final class WorkerReaper {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerReaper.class);

  private final SessionStore sessions;
  private final LostTasks lostTasks;
  private final Datacenters datacenters;
  private final Leadership leadership;
  private final Transactions transactions;
  private final Reads reads;
  private final WorkerWatch watch;

  WorkerReaper(
      SessionStore sessions,
      LostTasks lostTasks,
      Datacenters datacenters,
      Leadership leadership,
      Transactions transactions,
      Reads reads,
      WorkerWatch watch) {
    this.sessions = sessions;
    this.lostTasks = lostTasks;
    this.datacenters = datacenters;
    this.leadership = leadership;
    this.transactions = transactions;
    this.reads = reads;
    this.watch = watch;
  }

  void tick() {
    if (leadership.isDegraded()) {
      return;
    }
    WorkerWatch.Judgement judgement =
        watch.judge(sessions.list(), lostTasks.held(datacenters.self()), System.nanoTime());
    for (String worker : judgement.gone()) {
      LOG.warn("worker {} is gone: its beat stands still", worker);
      sessions.remove(worker);
    }
    if (!judgement.lost().isEmpty()) {
      int count = lostTasks.revoke(judgement.lost(), "its worker was lost");
      LOG.warn("put {} tasks of lost workers back", count);
    }
    if (!judgement.undelivered().isEmpty()) {
      int count = lostTasks.putBack(judgement.undelivered(), "it did not reach its worker");
      LOG.warn("put {} tasks back that no worker has", count);
    }
    announce(judgement.alive());
  }

  /** Compared with what is there, which another leader may have written. */
  private void announce(int workers) {
    String self = datacenters.self();
    boolean right =
        reads.run(
            "datacenter.workers-announced",
            Consistency.local(),
            handle -> WorkerDao.isAnnounced(handle, self, workers));
    if (!right) {
      transactions.run("datacenter.workers", tx -> WorkerDao.announce(tx, self, workers));
    }
  }
}
