package io.cooperage.server.webhook;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets old deliveries, and those of deleted webhooks, in small batches. Thread-safe. */
final class DeliveryPurge {
  private static final int BATCH = 500;
  private static final int BATCHES = 20;

  private final Transactions transactions;
  private final Reads reads;
  private final Duration kept;
  private final Clock clock;

  DeliveryPurge(Transactions transactions, Reads reads, Duration kept, Clock clock) {
    this.transactions = transactions;
    this.reads = reads;
    this.kept = kept;
    this.clock = clock;
  }

  /** One tick of the driver. */
  void tick() {
    Instant before = clock.instant().minus(kept);
    for (int batch = 0; batch < BATCHES; batch++) {
      if (transactions.run("webhook.purge", tx -> DeliveryDao.purge(tx, before, BATCH)) < BATCH) {
        break;
      }
    }
    reads
        .run("webhook.orphans", Consistency.local(), DeliveryDao::listOrphans)
        .forEach(
            webhook ->
                transactions.run(
                    "webhook.purge-orphans", tx -> DeliveryDao.purge(tx, webhook, BATCH)));
  }
}
