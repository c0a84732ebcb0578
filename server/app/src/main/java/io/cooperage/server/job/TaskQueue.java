package io.cooperage.server.job;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.datacenter.WakeUps;
import io.cooperage.server.job.QueueDao.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;

/**
 * The queue of this datacenter: hands each task to one worker, under a token that no other hand-out
 * ever had, within what its tenant may have in progress. A datacenter whose epoch is over, or that
 * is draining, hands out nothing. Thread-safe.
 */
public final class TaskQueue {
  private static final int MOST = 500;
  private static final int MOST_LANES = 100;
  private static final int LEAST_WINDOW = 10;

  private final Transactions transactions;
  private final Reads reads;
  private final Datacenters datacenters;
  private final WakeUps wakeUps;

  TaskQueue(Transactions transactions, Reads reads, Datacenters datacenters, WakeUps wakeUps) {
    this.transactions = transactions;
    this.reads = reads;
    this.datacenters = datacenters;
    this.wakeUps = wakeUps;
  }

  /** Whether there may be something to take; a cheap look at the local node. */
  public boolean isWaiting() {
    return reads.run(
        "task.peek", Consistency.local(), handle -> QueueDao.isWaiting(handle, datacenters.self()));
  }

  /** Takes tasks for waiting workers, in one transaction for all of them. */
  public List<HandOut> take(List<Offer> offers) {
    AtomicReference<List<HandOut>> last = new AtomicReference<>(List.of());
    AtomicBoolean shareless = new AtomicBoolean();
    List<HandOut> handOuts =
        transactions.run(
            "task.take",
            tx -> {
              List<HandOut> taken = take(tx, offers, shareless);
              last.set(taken);
              return taken;
            },
            handle -> committed(handle, last.get()));
    if (shareless.get()) {
      wakeUps.signal(JobRoom.SHARES);
    }
    return handOuts;
  }

  /**
   * @param shareless set if a tenant has tasks here for the first time in a while
   */
  private List<HandOut> take(Handle tx, List<Offer> parked, AtomicBoolean shareless) {
    String self = datacenters.self();
    Optional<QueueDao.Turn> turn =
        QueueDao.turn(tx, self).filter(mine -> mine.epoch() == datacenters.epochOfSelf());
    if (turn.isEmpty()) {
      return List.of();
    }
    long epoch = turn.get().epoch();
    Set<String> draining = turn.get().draining();
    List<Offer> offers =
        parked.stream().filter(offer -> !draining.contains(offer.worker())).toList();
    int room = Math.min(offers.stream().mapToInt(Offer::max).sum(), MOST);
    List<Lane> lanes =
        QueueDao.lanes(tx, self).stream()
            .filter(lane -> offers.stream().anyMatch(offer -> offer.fits(lane)))
            .toList();
    Map<String, Standing> standings = WorkerShares.standings(tx, self, lanes);
    shareless.set(
        standings.values().stream().anyMatch(one -> one.quota() > 0 && one.ceiling() == 0));
    List<Lane> open = open(lanes, standings);
    if (open.isEmpty()) {
      return List.of();
    }
    List<Candidate> candidates =
        QueueDao.candidates(tx, self, epoch, open, window(room, open.size()));
    List<HandOut> wanted =
        WorkerShares.use(tx, self, FairShare.share(candidates, offers, standings, room), standings);
    if (wanted.isEmpty()) {
      return wanted;
    }
    List<Boolean> got = QueueDao.take(tx, self, wanted);
    List<HandOut> taken = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (got.get(i)) {
        taken.add(wanted.get(i));
      }
    }
    return taken;
  }

  /** The lanes of the tenants with room, those first that have the least in proportion. */
  private static List<Lane> open(List<Lane> lanes, Map<String, Standing> standings) {
    return lanes.stream()
        .filter(lane -> standings.get(lane.tenant()).room() > 0)
        .sorted(Comparator.comparingDouble(lane -> standings.get(lane.tenant()).load()))
        .limit(MOST_LANES)
        .toList();
  }

  /** What is not read of a lane this time is read at once the next time. */
  private static int window(int room, int lanes) {
    return Math.min(room, Math.max(LEAST_WINDOW, 2 * room / lanes));
  }

  /** All hand-outs are of one transaction: if the first is there, all are. */
  private static Optional<List<HandOut>> committed(Handle handle, List<HandOut> handOuts) {
    if (handOuts.isEmpty()) {
      return Optional.of(handOuts);
    }
    HandOut first = handOuts.get(0);
    return TaskDao.find(handle, List.of(first.task())).stream()
        .filter(row -> row.isHeldUnder(first.token()) && row.worker().equals(first.worker()))
        .findFirst()
        .map(row -> handOuts);
  }
}
