package io.cooperage.server.pool;

import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.datacenter.Datacenters;
import io.cooperage.server.idempotency.Idempotency;
import io.cooperage.server.job.LostTasks;

/** Builds this room. */
public final class PoolRoom {
  private PoolRoom() {}

  /** The resource of this room. */
  public static PoolResource open(
      Transactions transactions,
      Reads reads,
      Datacenters datacenters,
      LostTasks tasks,
      Idempotency idempotency,
      AuditLog audit) {
    return new PoolResource(
        new PoolService(transactions, datacenters, tasks), reads, idempotency, audit);
  }
}
