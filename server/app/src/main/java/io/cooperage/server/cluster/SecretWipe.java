package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.cluster.WipeDao.Keyed;
import io.cooperage.server.secret.SealedText;
import io.cooperage.server.web.Json;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Wipes the secrets of clusters that are terminated: their key, without which nothing that it
 * sealed can be read, in whatever copy of the database; and the sealed values. Machines that stand
 * in a lost datacenter are deleted when it is back, which needs the provider's credentials: until
 * each of these clean-ups is done, or given up, they stay. Each tick looks at a page of the
 * clusters that have a key, so that what it costs does not grow with them. Doing it twice, in two
 * datacenters at once, is harmless. Confined to its driver.
 */
final class SecretWipe {
  private static final int PAGE = 1000;
  private static final int AT_ONCE = 50;

  private final Transactions transactions;
  private final Reads reads;
  private final Nodes nodes;
  private final ClusterSecrets secrets;
  private long seen;

  SecretWipe(Transactions transactions, Reads reads, Nodes nodes, ClusterSecrets secrets) {
    this.transactions = transactions;
    this.reads = reads;
    this.nodes = nodes;
    this.secrets = secrets;
  }

  void tick() {
    long after = seen;
    List<Keyed> page =
        reads.run(
            "cluster.keyed", Consistency.local(), handle -> WipeDao.list(handle, after, PAGE));
    int wiped = 0;
    for (Keyed one : page) {
      if (wiped == AT_ONCE) {
        return;
      }
      seen = one.cluster().value();
      if (one.gone()) {
        wiped++;
        transactions.run("cluster.wipe", tx -> wipe(tx, one.cluster()));
      }
    }
    seen = page.size() < PAGE ? 0 : seen;
  }

  private boolean wipe(Handle tx, ClusterId id) {
    secrets.shred(tx, id);
    ClusterSpec spec = Json.read(ClusterDao.findSpec(tx, id).orElseThrow(), ClusterSpec.class);
    if (SpecFields.anySealed(spec)) {
      ClusterSpec wiped =
          SpecFields.change(spec, (place, value) -> SealedText.isSealed(value) ? "" : value);
      WipeDao.respecify(tx, id, Json.write(wiped));
    }
    nodes.update(
        tx,
        nodes.list(tx, id).stream()
            .filter(node -> !node.sealedProperties().isEmpty())
            .map(NodeRow::withoutCredentials)
            .toList());
    return true;
  }
}
