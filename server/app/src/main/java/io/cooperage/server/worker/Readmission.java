package io.cooperage.server.worker;

import io.cooperage.api.WorkerRegistration;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import java.util.Map;

/**
 * Enters a worker on the roll as draining, before it has a session, if one of its name was drained
 * in its datacenter and not undrained: so a drain outlives the session. Thread-safe.
 */
final class Readmission {
  private final Transactions transactions;
  private final Reads reads;
  private final String datacenter;

  Readmission(Transactions transactions, Reads reads, String datacenter) {
    this.transactions = transactions;
    this.reads = reads;
    this.datacenter = datacenter;
  }

  void admit(String id, WorkerRegistration registration) {
    boolean drained =
        reads.run(
            "worker.drained",
            Consistency.strong(),
            handle -> WorkerDao.isDrained(handle, datacenter, registration.name()));
    if (drained) {
      transactions.run(
          "worker.readmit",
          tx -> {
            WorkerDao.insert(tx, datacenter, WorkerDao.DRAINING, Map.of(id, registration));
            return true;
          });
    }
  }
}
