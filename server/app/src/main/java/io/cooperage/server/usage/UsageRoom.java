package io.cooperage.server.usage;

import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.driver.LeasedDrivers;
import java.time.Duration;

/** Builds this room. */
public final class UsageRoom {
  private static final Duration KEEP = Duration.ofSeconds(15);
  private static final Duration BEAT = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final Reads reads;

  public UsageRoom(Transactions transactions, Reads reads) {
    this.transactions = transactions;
    this.reads = reads;
  }

  public UsageResource resource() {
    return new UsageResource(reads);
  }

  /** One server of all datacenters keeps the use of what has ended. */
  public void drive(LeasedDrivers leased) {
    leased.every("usage-archive", KEEP, BEAT, new UsageArchive(transactions, reads)::tick);
  }
}
