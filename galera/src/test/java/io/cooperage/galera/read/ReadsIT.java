package io.cooperage.galera.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.galera.Galera;
import io.cooperage.galera.TestGalera;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.galera.tx.CommitPosition;
import io.cooperage.galera.tx.Committed;
import io.cooperage.galera.tx.NodeUnusableException;
import io.cooperage.galera.tx.TransactionConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReadsIT {

  private static final String DATABASE = "reads_it";

  private static Galera one;
  private static Galera two;

  @BeforeAll
  static void start() throws Exception {
    LocalGalera.shared().createDatabase(DATABASE);
    one = TestGalera.open(1, DATABASE);
    two =
        Galera.open(
            TestGalera.config(2, DATABASE)
                .withTransactions(TransactionConfig.defaults().withDeadline(Duration.ofSeconds(1))),
            new MetricRegistry());
    one.transactions()
        .run("test.table", tx -> tx.execute("CREATE TABLE t (id INT PRIMARY KEY, v INT)"));
    one.transactions().run("test.row", tx -> tx.execute("INSERT INTO t VALUES (1, 0)"));
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void aStrongReadSeesEveryCommitOfAnotherNode() {
    for (int v = 1; v <= 200; v++) {
      int value = v;
      one.transactions()
          .run("test.set", tx -> tx.execute("UPDATE t SET v = ? WHERE id = 1", value));
      assertThat(two.reads().run("test.strong", Consistency.strong(), ReadsIT::value))
          .isEqualTo(value);
    }
  }

  @Test
  void aSessionReadSeesTheCommitThatItWaitsFor() {
    for (int v = 1; v <= 2000; v++) {
      int value = 1000 + v;
      Committed<Integer> committed = set(value);
      assertThat(
              two.reads()
                  .run("test.session", Consistency.session(committed.position()), ReadsIT::value))
          .isEqualTo(value);
    }
  }

  @Test
  void aSessionReadOfAnUnknownPositionIsStrong() {
    set(77);
    assertThat(
            two.reads()
                .run("test.unknown", Consistency.session(CommitPosition.UNKNOWN), ReadsIT::value))
        .isEqualTo(77);
  }

  @Test
  void aPositionThatIsNotThereYetHoldsNobodyUp() {
    String real = set(88).position().gtid();
    String end = real.substring(0, real.lastIndexOf('-') + 1);
    Consistency future = Consistency.session(new CommitPosition(end + "999999999999"));
    long begun = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertThat(two.reads().run("test.future", future, ReadsIT::value)).isEqualTo(88);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aNodeThatLagsServesLocalReadsOnlyAndOldOnes() throws Exception {
    set(5000);
    assertThat(two.reads().run("test.strong", Consistency.strong(), ReadsIT::value))
        .isEqualTo(5000);
    try (Connection lag = LocalGalera.shared().node(2).connect();
        Statement statement = lag.createStatement()) {
      statement.execute("FLUSH TABLES WITH READ LOCK");
      CommitPosition position = set(5001).position();
      assertThat(two.reads().run("test.local", Consistency.local(), ReadsIT::value))
          .as("the control: without a wait the read is stale")
          .isEqualTo(5000);
      assertThatThrownBy(
              () -> two.reads().run("test.session", Consistency.session(position), ReadsIT::value))
          .isInstanceOf(NodeUnusableException.class)
          .hasMessageContaining("did not catch up");
      statement.execute("UNLOCK TABLES");
      assertThat(two.reads().run("test.session", Consistency.session(position), ReadsIT::value))
          .isEqualTo(5001);
    }
  }

  @Test
  void aTransactionThatBeginsAtOnceOnOldDataIsRefusedAndRunAgainOnNewData() throws Exception {
    set(6000);
    assertThat(two.reads().run("test.strong", Consistency.strong(), ReadsIT::value))
        .isEqualTo(6000);
    List<Integer> seen = new ArrayList<>();
    try (Connection lag = LocalGalera.shared().node(2).connect();
        Statement statement = lag.createStatement()) {
      statement.execute("FLUSH TABLES WITH READ LOCK");
      set(6001);
      two.transactions()
          .runAtOnce(
              "test.at-once",
              tx -> {
                seen.add(value(tx));
                unlock(statement);
                return tx.execute("UPDATE t SET v = v + 10 WHERE id = 1");
              },
              tx -> Optional.<Integer>empty());
    }
    assertThat(seen).containsExactly(6000, 6001);
    assertThat(one.reads().run("test.strong", Consistency.strong(), ReadsIT::value))
        .isEqualTo(6011);
  }

  private static void unlock(Statement statement) {
    try {
      statement.execute("UNLOCK TABLES");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Committed<Integer> set(int value) {
    return one.transactions()
        .runAndLocate(
            "test.set",
            tx -> tx.execute("UPDATE t SET v = ? WHERE id = 1", value),
            tx -> Optional.<Integer>empty());
  }

  private static int value(Handle tx) {
    return tx.createQuery("SELECT v FROM t WHERE id = 1").mapTo(int.class).one();
  }
}
