package io.cooperage.server.worker;

import io.cooperage.api.WorkerRegistration;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.Leadership;
import io.cooperage.server.job.LostTasks;
import io.cooperage.server.worker.SessionStore.Beat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts back what lost workers had, and keeps the roll of workers. The leader of the datacenter runs
 * it. Without ZooKeeper every server does: they share what they hear through the database, and wait
 * longer. Confined to its driver.
 */
final class WorkerReaper {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerReaper.class);
  private static final int PATIENCE = 3;

  private final SessionStore sessions;
  private final LostTasks lostTasks;
  private final Datacenters datacenters;
  private final Leadership leadership;
  private final WorkerRoll roll;
  private final BeatBoard board;
  private final Duration lease;
  private final WorkerWatch watch;
  private final WorkerWatch outageWatch;
  private long lastPublished;

  WorkerReaper(
      SessionStore sessions,
      LostTasks lostTasks,
      Datacenters datacenters,
      Leadership leadership,
      WorkerRoll roll,
      BeatBoard board,
      Duration lease) {
    this.sessions = sessions;
    this.lostTasks = lostTasks;
    this.datacenters = datacenters;
    this.leadership = leadership;
    this.roll = roll;
    this.board = board;
    this.lease = lease;
    this.watch = new WorkerWatch(lease);
    this.outageWatch = new WorkerWatch(lease.multipliedBy(PATIENCE));
    this.lastPublished = System.nanoTime() - lease.toNanos();
  }

  void tick() {
    if (leadership.isDegraded()) {
      putBack(judge(outageWatch, heardByAnyServer()));
      return;
    }
    WorkerWatch.Judgement judgement = judge(watch, sessions.list());
    putBack(judgement);
    Map<String, WorkerRegistration> alive = new HashMap<>();
    judgement.alive().forEach((id, session) -> alive.put(id, session.registration()));
    roll.enter(datacenters.self(), alive);
  }

  private WorkerWatch.Judgement judge(WorkerWatch judge, List<Beat> beats) {
    return judge.judge(beats, lostTasks.held(datacenters.self()), System.nanoTime());
  }

  /** Beats are published now and then only: it is a commit in all datacenters. */
  private List<Beat> heardByAnyServer() {
    long now = System.nanoTime();
    if (now - lastPublished >= lease.dividedBy(2).toNanos()) {
      board.publish(sessions.heard());
      lastPublished = now;
    }
    Map<String, Long> sums = board.sums();
    Map<String, Session> known = sessions.remembered();
    Set<String> ids = new HashSet<>(sums.keySet());
    ids.addAll(known.keySet());
    List<Beat> beats = new ArrayList<>();
    for (String id : ids) {
      Session session = known.getOrDefault(id, Session.unknown());
      beats.add(new Beat(id, session, sums.getOrDefault(id, 0L)));
    }
    return beats;
  }

  private void putBack(WorkerWatch.Judgement judgement) {
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
  }
}
