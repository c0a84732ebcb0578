package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Warns owners before their leases end, once for each of the configured times, whoever is alive;
 * anew after an extension. Who comes late warns of the nearest time only. Thread-safe.
 */
final class LeaseWarnings {
  private static final int AT_ONCE = 20;

  private final Transactions transactions;
  private final Reads reads;
  private final Outbox outbox;
  private final List<Duration> leads;

  LeaseWarnings(Transactions transactions, Reads reads, Outbox outbox, ClusterConfig config) {
    this.transactions = transactions;
    this.reads = reads;
    this.outbox = outbox;
    this.leads =
        config.leaseWarnings().stream()
            .map(io.dropwizard.util.Duration::toJavaDuration)
            .sorted()
            .toList();
  }

  /** One tick of the driver; writes nothing if nobody is to be warned. */
  void tick() {
    for (Duration lead : leads) {
      for (LeaseWarningDao.Ending ending :
          reads.run(
              "cluster.lease-endings",
              Consistency.local(),
              handle -> LeaseWarningDao.list(handle, lead, AT_ONCE))) {
        transactions.run("cluster.lease-warning", tx -> warn(tx, ending, lead));
      }
    }
  }

  private boolean warn(Handle tx, LeaseWarningDao.Ending ending, Duration lead) {
    if (!LeaseWarningDao.warned(tx, ending, lead)) {
      return false;
    }
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("expireTime", ending.end().toEpochMilli());
    data.put("secondsBefore", lead.toSeconds());
    outbox.publish(
        tx,
        Event.ofOwner(
            "cluster.lease-warning",
            ending.tenant(),
            ending.owner(),
            "cluster/" + ending.cluster(),
            data));
    return true;
  }
}
