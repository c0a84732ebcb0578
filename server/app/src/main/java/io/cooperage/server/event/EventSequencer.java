package io.cooperage.server.event;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Gives events their places in the one order of all datacenters, without gaps. Runs under a lease;
 * should two run, the head's guard lets one of them win. Thread-safe.
 */
public final class EventSequencer {
  private static final int BATCH = 500;

  private final Transactions transactions;
  private final Reads reads;

  public EventSequencer(Transactions transactions, Reads reads) {
    this.transactions = transactions;
    this.reads = reads;
  }

  /** One tick of the driver: places all events that are there. */
  public void tick() {
    while (reads.run("event.unplaced", Consistency.local(), EventDao::hasUnplaced)) {
      if (transactions.run("event.place", EventSequencer::place) < BATCH) {
        return;
      }
    }
  }

  private static int place(Handle tx) {
    List<Long> ids = EventDao.unplaced(tx, BATCH);
    if (!ids.isEmpty() && !EventDao.place(tx, EventDao.head(tx), ids)) {
      return 0;
    }
    return ids.size();
  }
}
