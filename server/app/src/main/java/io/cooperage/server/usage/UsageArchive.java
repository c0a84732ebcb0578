package io.cooperage.server.usage;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import java.util.List;

/**
 * Keeps the use of terminated clusters apart, so that it outlives them; in small batches, and
 * nothing is written while nothing ended. Thread-safe.
 */
final class UsageArchive {
  private static final int BATCH = 50;

  private final Transactions transactions;
  private final Reads reads;

  UsageArchive(Transactions transactions, Reads reads) {
    this.transactions = transactions;
    this.reads = reads;
  }

  /** One tick of the driver. */
  void tick() {
    while (reads.run(
        "usage.due", Consistency.local(), handle -> !UsageDao.listDue(handle, 1).isEmpty())) {
      int kept =
          transactions.run(
              "usage.keep",
              tx -> {
                List<Long> due = UsageDao.listDue(tx, BATCH);
                if (!due.isEmpty()) {
                  UsageDao.keep(tx, due);
                }
                return due.size();
              });
      if (kept < BATCH) {
        return;
      }
    }
  }
}
