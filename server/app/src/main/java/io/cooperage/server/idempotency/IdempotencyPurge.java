package io.cooperage.server.idempotency;

import io.cooperage.galera.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets old replies in small batches, so that no write set grows large. Thread-safe. */
public final class IdempotencyPurge {
  /** Replies are kept this long: a client may repeat its request for a day. */
  static final Duration KEPT = Duration.ofHours(25);

  private static final int BATCH = 500;
  private static final int BATCHES = 20;

  private final Transactions transactions;
  private final Clock clock;

  public IdempotencyPurge(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** One tick of the driver. */
  public void tick() {
    Instant before = clock.instant().minus(KEPT);
    for (int batch = 0; batch < BATCHES; batch++) {
      int deleted =
          transactions.run("idempotency.purge", tx -> IdempotencyDao.purge(tx, before, BATCH));
      if (deleted < BATCH) {
        return;
      }
    }
  }
}
