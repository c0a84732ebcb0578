package io.cooperage.server.testing;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.galera.Galera;
import io.cooperage.galera.GaleraConfig;
import io.cooperage.galera.ids.IdSpace;
import io.cooperage.galera.lease.LeaseHolder;
import io.cooperage.galera.node.DatabaseConfig;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.galera.tx.NodeUnusableException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** The tables of a server on a real node, and no server: nothing moves unless the test says so. */
public final class MigratedNode implements AutoCloseable {
  private final LocalGalera node;
  private final Galera galera;

  private MigratedNode(LocalGalera node) {
    this.node = node;
    this.galera = open(node);
  }

  public static MigratedNode start() {
    MigratedNode started = new MigratedNode(LocalGalera.start(1));
    Awaitility.await("the node is seen to be usable")
        .atMost(Duration.ofSeconds(30))
        .ignoreException(NodeUnusableException.class)
        .until(() -> started.migrate() > 0);
    return started;
  }

  /** The first node as a server of dc1 has it, which may not have seen yet that it is usable. */
  public static Galera open(LocalGalera nodes) {
    return Galera.open(
        GaleraConfig.of(
            "dc1",
            new IdSpace(1, 3),
            DatabaseConfig.of(
                nodes.jdbcUrl(1), nodes.account().user(), nodes.account().password())),
        new MetricRegistry());
  }

  private int migrate() {
    return galera
        .migrations("classpath:db/migration")
        .migrate(new LeaseHolder("test", "dc1", "127.0.0.1"));
  }

  public Galera galera() {
    return galera;
  }

  @Override
  public void close() {
    galera.close();
    node.close();
  }
}
