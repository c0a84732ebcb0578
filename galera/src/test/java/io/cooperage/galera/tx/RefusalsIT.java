package io.cooperage.galera.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cooperage.galera.testing.Cut;
import io.cooperage.galera.testing.FaultyProxy;
import io.cooperage.galera.testing.LocalGalera;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each refusal of a Galera node looks like through Connector/J. {@link Verdict} rests on this,
 * and the table in the module's README repeats it.
 */
class RefusalsIT {

  private static final String DATABASE = "refusals";
  private static final int NO_CODE = -1;
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  private static LocalGalera galera;

  @BeforeAll
  static void start() throws Exception {
    galera = LocalGalera.shared();
    galera.createDatabase(DATABASE);
    execute(1, "CREATE TABLE refusals.r (id INT PRIMARY KEY, v INT NOT NULL, w LONGTEXT NULL)");
  }

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
  }

  @BeforeEach
  void reset() throws SQLException {
    execute(1, "REPLACE INTO refusals.r (id, v) VALUES (1, 0), (2, 0)");
    awaitEverywhere("SELECT SUM(v) FROM r WHERE id < 3", 0);
  }

  @Test
  void certificationFailureAtCommit() throws Exception {
    Optional<SQLException> seen = Optional.empty();
    for (int i = 0; i < 500 && seen.isEmpty(); i++) {
      long before = certificationFailures();
      Optional<SQLException> loser = race();
      if (certificationFailures() > before) {
        seen = loser;
      }
    }
    assertRefusal(seen, 1213, "40001", Phase.COMMIT, Verdict.RETRY);
  }

  private Optional<SQLException> race() throws Exception {
    try (Connection one = open(1);
        Connection two = open(2)) {
      run(one, "UPDATE r SET v = v + 1 WHERE id = 1");
      run(two, "UPDATE r SET v = v + 1 WHERE id = 1");
      CyclicBarrier barrier = new CyclicBarrier(2);
      CompletableFuture<Optional<SQLException>> first = commitTogether(one, barrier);
      CompletableFuture<Optional<SQLException>> second = commitTogether(two, barrier);
      return first.get().or(second::join);
    }
  }

  private static CompletableFuture<Optional<SQLException>> commitTogether(
      Connection connection, CyclicBarrier barrier) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            barrier.await();
          } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
          return refusal(connection::commit);
        },
        THREADS);
  }

  private static long certificationFailures() throws SQLException {
    long sum = 0;
    for (int node = 1; node <= 2; node++) {
      sum += Long.parseLong(galera.node(node).status("wsrep_local_cert_failures").orElseThrow());
    }
    return sum;
  }

  @Test
  void openTransactionAbortedByAnotherNode() throws Exception {
    try (Connection statement = open(2);
        Connection commit = open(2)) {
      run(statement, "UPDATE r SET v = v + 1 WHERE id = 1");
      run(commit, "UPDATE r SET v = v + 1 WHERE id = 2");
      execute(1, "UPDATE refusals.r SET v = 10");
      awaitEverywhere("SELECT SUM(v) FROM r WHERE id < 3", 20);
      assertRefusal(
          refusal(() -> run(statement, "SELECT * FROM r")),
          1213,
          "40001",
          Phase.BODY,
          Verdict.RETRY);
      // Swallowing it is dangerous: the connection goes on, in a transaction of its own.
      assertThat(refusal(() -> run(statement, "SELECT * FROM r"))).isEmpty();
      assertRefusal(refusal(commit::commit), 1213, "40001", Phase.COMMIT, Verdict.RETRY);
    }
  }

  @Test
  void snapshotConflict() throws Exception {
    try (Connection two = open(2)) {
      run(two, "SELECT * FROM r");
      execute(1, "UPDATE refusals.r SET v = 10");
      awaitEverywhere("SELECT SUM(v) FROM r WHERE id < 3", 20);
      assertRefusal(
          refusal(() -> run(two, "UPDATE r SET v = v + 1 WHERE id = 2")),
          1020,
          "HY000",
          Phase.BODY,
          Verdict.RETRY);
    }
  }

  @Test
  void rowLockNotGrantedInTime() throws Exception {
    try (Connection one = open(1);
        Connection other = open(1)) {
      run(one, "SET SESSION innodb_lock_wait_timeout = 1");
      run(other, "UPDATE r SET v = 3 WHERE id = 1");
      assertRefusal(
          refusal(() -> run(one, "UPDATE r SET v = v + 1 WHERE id = 1")),
          1205,
          "HY000",
          Phase.BODY,
          Verdict.WAITED_TOO_LONG);
    }
  }

  @Test
  void schemaChangeElsewhere() throws Exception {
    try (Connection two = open(2)) {
      run(two, "UPDATE r SET v = v + 1 WHERE id = 1");
      execute(1, "ALTER TABLE refusals.r ADD COLUMN IF NOT EXISTS more INT NULL");
      assertRefusal(
          refusal(() -> run(two, "UPDATE r SET v = v + 1 WHERE id = 1")),
          1213,
          "40001",
          Phase.BODY,
          Verdict.RETRY);
    }
  }

  @Test
  void causalWaitNotReachedInTime() throws Exception {
    try (Connection lock = open(2);
        Connection reader = open(2)) {
      run(lock, "FLUSH TABLES WITH READ LOCK");
      execute(1, "UPDATE refusals.r SET v = 11");
      assertRefusal(
          refusal(() -> run(reader, "START TRANSACTION")),
          1205,
          "HY000",
          Phase.BEGIN,
          Verdict.WAITED_TOO_LONG);
      assertRefusal(
          refusal(
              () ->
                  run(
                      reader,
                      "SET STATEMENT wsrep_sync_wait = 0 FOR "
                          + "SELECT WSREP_SYNC_WAIT_UPTO_GTID('0-1-99999999', 1)")),
          1205,
          "HY000",
          Phase.BEGIN,
          Verdict.WAITED_TOO_LONG);
      assertThat(
              refusal(
                  () ->
                      run(
                          reader,
                          "SET STATEMENT wsrep_sync_wait = 0 FOR START TRANSACTION READ ONLY")))
          .isEmpty();
      assertThat(refusal(() -> run(reader, "SELECT * FROM r"))).isEmpty();
      run(lock, "UNLOCK TABLES");
    }
  }

  @Test
  void writeSetTooLargeAtCommit() throws Exception {
    execute(1, "SET GLOBAL wsrep_max_ws_size = 100000");
    try (Connection one = open(1)) {
      run(one, "UPDATE r SET w = REPEAT('x', 300000) WHERE id = 1");
      Optional<SQLException> seen = refusal(one::commit);
      assertRefusal(seen, 1105, "HY000", Phase.COMMIT, Verdict.FATAL);
      assertThat(seen.orElseThrow().getMessage()).contains("Maximum writeset size exceeded");
    } finally {
      execute(1, "SET GLOBAL wsrep_max_ws_size = 33554432");
    }
  }

  @ParameterizedTest
  @EnumSource
  void connectionCutAroundCommit(Cut cut) throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(galera.node(1));
        Connection one = open(proxy.jdbcUrl(DATABASE))) {
      run(one, "UPDATE r SET v = 77 WHERE id = 1");
      proxy.cutNext(cut);
      assertRefusal(refusal(one::commit), NO_CODE, "08000", Phase.COMMIT, Verdict.OUTCOME_UNKNOWN);
      assertThat(one.isClosed()).isTrue();
      if (cut == Cut.BEFORE_COMMIT) {
        proxy.cutAll();
      }
    }
    awaitEverywhere("SELECT v FROM r WHERE id = 1", cut == Cut.BEFORE_COMMIT ? 0 : 77);
  }

  @Test
  void connectionCutBeforeAStatement() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(galera.node(1));
        Connection one = open(proxy.jdbcUrl(DATABASE))) {
      proxy.cutAll();
      assertRefusal(
          refusal(() -> run(one, "SELECT 1")),
          NO_CODE,
          "08000",
          Phase.BODY,
          Verdict.CONNECTION_LOST);
    }
  }

  @Test
  void connectionCutBeforeABatch() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(galera.node(1));
        Connection one = open(proxy.jdbcUrl(DATABASE));
        PreparedStatement batch = one.prepareStatement("UPDATE r SET v = ? WHERE id = 1")) {
      for (int v = 1; v <= 2; v++) {
        batch.setInt(1, v);
        batch.addBatch();
      }
      proxy.cutAll();
      Optional<SQLException> seen = refusal(batch::executeBatch);
      assertThat(seen).get().isInstanceOf(BatchUpdateException.class);
      assertThat(Verdict.of(seen.get(), Phase.BODY)).isEqualTo(Verdict.CONNECTION_LOST);
    }
  }

  @Test
  void connectionKilledOrIdleTooLong() throws Exception {
    try (Connection killed = open(1);
        Connection idle = open(1)) {
      run(idle, "SET SESSION idle_transaction_timeout = 1");
      run(idle, "UPDATE r SET v = 5 WHERE id = 2");
      run(killed, "UPDATE r SET v = 5 WHERE id = 1");
      execute(1, "KILL CONNECTION " + threadId(killed));
      awaitThreadGone(killed);
      awaitThreadGone(idle);
      assertRefusal(
          refusal(killed::commit), NO_CODE, "08000", Phase.COMMIT, Verdict.OUTCOME_UNKNOWN);
      assertRefusal(
          refusal(() -> run(idle, "SELECT 1")),
          NO_CODE,
          "08000",
          Phase.BODY,
          Verdict.CONNECTION_LOST);
    }
  }

  @Test
  void nodeStopsInOrder() throws Exception {
    try (Connection statement = open(3);
        Connection commit = open(3)) {
      run(statement, "UPDATE r SET v = 5 WHERE id = 1");
      run(commit, "UPDATE r SET v = 5 WHERE id = 2");
      galera.node(3).stop();
      assertRefusal(
          refusal(() -> run(statement, "SELECT * FROM r")),
          NO_CODE,
          "08000",
          Phase.BODY,
          Verdict.CONNECTION_LOST);
      assertRefusal(
          refusal(commit::commit), NO_CODE, "08000", Phase.COMMIT, Verdict.OUTCOME_UNKNOWN);
    } finally {
      galera.restart(3);
    }
    awaitEverywhere("SELECT SUM(v) FROM r WHERE id < 3", 0);
  }

  @Test
  void nodeInTheMinority() throws Exception {
    try (Connection idle = open(1);
        Connection body = open(1);
        Connection commit = open(1);
        Connection committing = open(1);
        Connection beginning = open(1)) {
      run(body, "UPDATE r SET v = 5 WHERE id = 1");
      run(commit, "INSERT INTO r (id, v) VALUES (100, 1)");
      run(committing, "INSERT INTO r (id, v) VALUES (101, 1)");
      galera.node(2).freeze();
      galera.node(3).freeze();
      var commitInFlight =
          CompletableFuture.supplyAsync(() -> refusal(committing::commit), THREADS);
      // A causal wait is for what is under way, so the commit must be.
      await().pollDelay(Duration.ofMillis(300)).until(() -> !commitInFlight.isDone());
      var beginInFlight =
          CompletableFuture.supplyAsync(
              () -> refusal(() -> run(beginning, "START TRANSACTION")), THREADS);
      await().atMost(Duration.ofSeconds(20)).until(() -> isPrimary(1), primary -> !primary);
      assertRefusal(commitInFlight.get(), 1180, "HY000", Phase.COMMIT, Verdict.OUTCOME_UNKNOWN);
      // It waits for the commit if that was ordered before the cut, and begins at once if not.
      var begun = beginInFlight.get();
      if (begun.isPresent()) {
        assertRefusal(begun, 1205, "HY000", Phase.BEGIN, Verdict.WAITED_TOO_LONG);
      }
      assertRefusal(
          refusal(() -> run(idle, "START TRANSACTION")),
          1047,
          "08S01",
          Phase.BEGIN,
          Verdict.NODE_UNUSABLE);
      assertRefusal(
          refusal(() -> run(body, "UPDATE r SET v = 5 WHERE id = 2")),
          1047,
          "08S01",
          Phase.BODY,
          Verdict.NODE_UNUSABLE);
      assertRefusal(refusal(commit::commit), 1047, "08S01", Phase.COMMIT, Verdict.NODE_UNUSABLE);
      assertThat(refusal(() -> open(1).close()))
          .as("connections are accepted all the same")
          .isEmpty();
    } finally {
      galera.node(2).thaw();
      galera.node(3).thaw();
      galera.awaitAllSynced();
    }
    awaitEverywhere("SELECT COUNT(*) FROM r WHERE id >= 100", 0);
  }

  private static boolean isPrimary(int node) throws SQLException {
    return galera.node(node).status("wsrep_cluster_status").equals(Optional.of("Primary"));
  }

  private static void assertRefusal(
      Optional<SQLException> seen, int code, String state, Phase phase, Verdict verdict) {
    assertThat(seen).isPresent();
    assertThat(seen.get().getErrorCode()).as(seen.get().toString()).isEqualTo(code);
    assertThat(seen.get().getSQLState()).isEqualTo(state);
    assertThat(Verdict.of(seen.get(), phase)).isEqualTo(verdict);
  }

  private static void awaitEverywhere(String sql, int expected) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              for (int node = 1; node <= 3; node++) {
                try (Connection connection = open(node);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                  if (!row.next() || row.getInt(1) != expected) {
                    return false;
                  }
                }
              }
              return true;
            });
  }

  private static void awaitThreadGone(Connection connection) throws SQLException {
    long id = threadId(connection);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              try (Connection other = open(1);
                  Statement statement = other.createStatement();
                  ResultSet row =
                      statement.executeQuery(
                          "SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + id)) {
                row.next();
                return row.getInt(1) == 0;
              }
            });
  }

  private static long threadId(Connection connection) throws SQLException {
    return connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
  }

  private interface Sql {
    void run() throws SQLException;
  }

  private static Optional<SQLException> refusal(Sql sql) {
    try {
      sql.run();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e);
    }
  }

  private static Connection open(int node) throws SQLException {
    return open(galera.node(node).jdbcUrl(DATABASE));
  }

  private static Connection open(String url) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            url + "?connectTimeout=1000&socketTimeout=6000",
            galera.account().user(),
            galera.account().password());
    run(connection, "SET SESSION wsrep_sync_wait = 1");
    connection.setAutoCommit(false);
    return connection;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void execute(int node, String sql) throws SQLException {
    try (Connection connection = galera.node(node).connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
