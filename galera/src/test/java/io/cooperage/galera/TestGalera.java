package io.cooperage.galera;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.galera.ids.IdSpace;
import io.cooperage.galera.lease.LeaseHolder;
import io.cooperage.galera.node.DatabaseConfig;
import io.cooperage.galera.testing.LocalGalera;

/** The library on each node of the shared cluster, as three datacenters dc1, dc2 and dc3. */
public final class TestGalera {

  private TestGalera() {}

  /** The configuration of datacenter dcN, on node N, in a database. */
  public static GaleraConfig config(int node, String database) {
    LocalGalera cluster = LocalGalera.shared();
    return configWithUrl(node, cluster.node(node).jdbcUrl(database));
  }

  /** The configuration of datacenter dcN with another URL, such as a proxy's. */
  public static GaleraConfig configWithUrl(int node, String url) {
    LocalGalera cluster = LocalGalera.shared();
    return GaleraConfig.of(
        "dc" + node,
        new IdSpace(node, 3),
        DatabaseConfig.of(url, cluster.account().user(), cluster.account().password())
            .withPoolSize(8));
  }

  /** The library of datacenter dcN, on node N, in a database. */
  public static Galera open(int node, String database) {
    return Galera.open(config(node, database), new MetricRegistry());
  }

  /** Makes the library's tables in a new database. */
  public static void createDatabase(String database) throws Exception {
    LocalGalera.shared().createDatabase(database);
    try (Galera galera = open(1, database)) {
      galera.migrations("classpath:db/none").migrate(holder(1, "test"));
    }
  }

  /** A holder of datacenter dcN. */
  public static LeaseHolder holder(int node, String name) {
    return new LeaseHolder(name, "dc" + node, "127.0.0.1");
  }
}
