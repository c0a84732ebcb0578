package io.cooperage.galera;

import io.cooperage.galera.ids.IdConfig;
import io.cooperage.galera.ids.IdSpace;
import io.cooperage.galera.node.DatabaseConfig;
import io.cooperage.galera.node.MonitorConfig;
import io.cooperage.galera.schema.MigrationConfig;
import io.cooperage.galera.tx.TransactionConfig;

/**
 * All that the library must be told; {@link #of} has safe defaults for the rest.
 *
 * @param datacenter name of this datacenter
 * @param ids this datacenter's id space
 */
public record GaleraConfig(
    String datacenter,
    IdSpace ids,
    DatabaseConfig database,
    MonitorConfig monitor,
    TransactionConfig transactions,
    IdConfig idBlocks,
    MigrationConfig migrations) {

  public GaleraConfig {
    if (!datacenter.matches("[\\w.-]{1,64}")) {
      throw new IllegalArgumentException(
          "datacenter is \"%s\"; it must be 1 to 64 letters, digits, dots, dashes or underscores"
              .formatted(datacenter));
    }
  }

  /** The safe defaults. */
  public static GaleraConfig of(String datacenter, IdSpace ids, DatabaseConfig database) {
    return new GaleraConfig(
        datacenter,
        ids,
        database,
        MonitorConfig.defaults(),
        TransactionConfig.defaults(),
        IdConfig.defaults(),
        MigrationConfig.defaults());
  }

  /** The same with other times for transactions. */
  public GaleraConfig withTransactions(TransactionConfig other) {
    return new GaleraConfig(datacenter, ids, database, monitor, other, idBlocks, migrations);
  }

  /** The same with another way to watch the node. */
  public GaleraConfig withMonitor(MonitorConfig other) {
    return new GaleraConfig(datacenter, ids, database, other, transactions, idBlocks, migrations);
  }
}
