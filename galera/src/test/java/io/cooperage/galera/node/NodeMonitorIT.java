package io.cooperage.galera.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cooperage.galera.Galera;
import io.cooperage.galera.TestGalera;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.galera.tx.NodeUnusableException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NodeMonitorIT {

  private static final String DATABASE = "node_it";

  private static LocalGalera cluster;
  private static Galera one;
  private static Galera three;

  @BeforeAll
  static void start() throws Exception {
    cluster = LocalGalera.shared();
    cluster.createDatabase(DATABASE);
    one = TestGalera.open(1, DATABASE);
    three = TestGalera.open(3, DATABASE);
    one.transactions().run("test.table", tx -> tx.execute("CREATE TABLE t (id INT PRIMARY KEY)"));
  }

  @AfterAll
  static void stop() {
    one.close();
    three.close();
  }

  @Test
  void aKilledNodeIsUnusableUntilItIsBack() throws Exception {
    awaitUsable();
    insert(three, 1);
    cluster.node(3).kill();
    await().atMost(Duration.ofSeconds(10)).until(() -> !three.monitor().current().usable());
    assertRefusedAtOnce("does not answer");
    insert(one, 2);
    cluster.restart(3);
    awaitUsable();
    insert(three, 3);
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void aFrozenNodeIsUnusableUntilItThaws() throws Exception {
    awaitUsable();
    cluster.node(3).freeze();
    try {
      await().atMost(Duration.ofSeconds(10)).until(() -> !three.monitor().current().usable());
      assertRefusedAtOnce("does not answer");
      insert(one, 11);
    } finally {
      cluster.node(3).thaw();
    }
    cluster.awaitAllSynced();
    awaitUsable();
    insert(three, 12);
  }

  @Test
  void aNodeInTheMinorityIsUnusableAndSaysSo() throws Exception {
    awaitUsable();
    cluster.node(1).freeze();
    cluster.node(2).freeze();
    try {
      await().atMost(Duration.ofSeconds(20)).until(() -> !three.monitor().current().usable());
      assertThat(three.monitor().current().reachable()).isTrue();
      assertRefusedAtOnce("minority");
    } finally {
      cluster.node(1).thaw();
      cluster.node(2).thaw();
    }
    cluster.awaitAllSynced();
    awaitUsable();
    insert(three, 21);
  }

  private static void assertRefusedAtOnce(String reason) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> insert(three, 99))
        .isInstanceOf(NodeUnusableException.class)
        .hasMessageContaining(reason);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  private static void awaitUsable() throws Exception {
    cluster.awaitAllSynced();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> one.monitor().current().usable() && three.monitor().current().usable());
  }

  private static void insert(Galera galera, int id) {
    galera
        .transactions()
        .run(
            "test.insert",
            tx -> tx.execute("INSERT INTO t VALUES (?)", id),
            tx ->
                tx.createQuery("SELECT 1 FROM t WHERE id = :id")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .findOne());
  }

  private static int count() {
    return one.transactions()
        .run(
            "test.count",
            tx -> tx.createQuery("SELECT COUNT(*) FROM t WHERE id < 10").mapTo(int.class).one());
  }
}
