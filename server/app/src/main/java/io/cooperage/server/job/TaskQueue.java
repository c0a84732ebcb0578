package io.cooperage.server.job;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.datacenter.Datacenters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;

/**
 * The queue of this datacenter: hands each task to one worker, under a token that no other hand-out
 * ever had. A datacenter whose epoch is over, or that is draining, hands out nothing. Thread-safe.
 */
public final class TaskQueue {
  private final Transactions transactions;
  private final Reads reads;
  private final Datacenters datacenters;

  TaskQueue(Transactions transactions, Reads reads, Datacenters datacenters) {
    this.transactions = transactions;
    this.reads = reads;
    this.datacenters = datacenters;
  }

  /** Whether there may be something to take; a cheap look at the local node. */
  public boolean isWaiting() {
    return reads.run(
        "task.peek", Consistency.local(), handle -> QueueDao.isWaiting(handle, datacenters.self()));
  }

  /** Takes tasks for waiting workers, in one transaction for all of them. */
  public List<HandOut> take(List<Offer> offers) {
    AtomicReference<List<HandOut>> last = new AtomicReference<>(List.of());
    return transactions.run(
        "task.take",
        tx -> {
          List<HandOut> taken = take(tx, offers);
          last.set(taken);
          return taken;
        },
        handle -> committed(handle, last.get()));
  }

  private List<HandOut> take(Handle tx, List<Offer> offers) {
    String self = datacenters.self();
    OptionalLong epoch = QueueDao.turn(tx, self);
    if (epoch.isEmpty() || epoch.getAsLong() != datacenters.epochOfSelf()) {
      return List.of();
    }
    Set<String> plugins = new TreeSet<>();
    offers.forEach(offer -> plugins.addAll(offer.plugins()));
    int room = offers.stream().mapToInt(Offer::max).sum();
    if (plugins.isEmpty() || room == 0) {
      return List.of();
    }
    List<HandOut> wanted =
        FairShare.share(QueueDao.candidates(tx, self, epoch.getAsLong(), plugins, room), offers);
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
