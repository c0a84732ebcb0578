package io.cooperage.galera.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.galera.Galera;
import io.cooperage.galera.GaleraConfig;
import io.cooperage.galera.TestGalera;
import io.cooperage.galera.testing.Cut;
import io.cooperage.galera.testing.FaultyProxy;
import io.cooperage.galera.testing.LocalGalera;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionsIT {

  private static final String DATABASE = "transactions";
  private static final List<Galera> NODES = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    LocalGalera.shared().createDatabase(DATABASE);
    for (int node = 1; node <= 3; node++) {
      NODES.add(TestGalera.open(node, DATABASE));
    }
    door(1)
        .run(
            "test.tables",
            tx ->
                tx.execute("CREATE TABLE counter (id INT PRIMARY KEY, n BIGINT NOT NULL)")
                    + tx.execute("CREATE TABLE effect (id INT PRIMARY KEY, n INT NOT NULL)")
                    + tx.execute("CREATE TABLE moment (id INT PRIMARY KEY, at DATETIME(3))"));
  }

  @AfterAll
  static void stop() {
    NODES.forEach(Galera::close);
  }

  private static Transactions door(int node) {
    return NODES.get(node - 1).transactions();
  }

  @Test
  void aStormOnOneRowFromThreeNodesAddsUp() throws Exception {
    door(1).run("test.insert", tx -> tx.execute("INSERT INTO counter VALUES (1, 0)"));
    int threads = 4;
    int each = 25;
    ExecutorService executor = Executors.newFixedThreadPool(3 * threads);
    List<Future<?>> done = new ArrayList<>();
    for (int node = 1; node <= 3; node++) {
      Transactions door =
          new Patient(TestGalera.config(node, DATABASE)).open(NODES.get(node - 1)).transactions();
      for (int thread = 0; thread < threads; thread++) {
        done.add(
            executor.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    door.run("test.storm", TransactionsIT::increment);
                  }
                }));
      }
    }
    for (Future<?> future : done) {
      future.get();
    }
    executor.shutdown();
    long n =
        door(2)
            .run(
                "test.sum",
                tx -> tx.createQuery("SELECT n FROM counter WHERE id = 1").mapTo(Long.class).one());
    assertThat(n).isEqualTo(3L * threads * each);
  }

  private static long increment(Handle tx) {
    long n = tx.createQuery("SELECT n FROM counter WHERE id = 1").mapTo(Long.class).one();
    int rows =
        tx.createUpdate("UPDATE counter SET n = :next WHERE id = 1 AND n = :n")
            .bind("n", n)
            .bind("next", n + 1)
            .execute();
    assertThat(rows).isEqualTo(1);
    return n + 1;
  }

  @Test
  void locksOfAClientThatVanishedAreFreedBeforeOthersGiveUp() throws Exception {
    door(1).run("test.insert", tx -> tx.execute("INSERT INTO counter VALUES (2, 0)"));
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    ExecutorService vanished = Executors.newSingleThreadExecutor();
    Future<Integer> late =
        vanished.submit(
            () ->
                door(1)
                    .run(
                        "test.vanished",
                        tx -> {
                          int rows = tx.execute("UPDATE counter SET n = n + 1 WHERE id = 2");
                          locked.countDown();
                          awaitQuietly(back);
                          tx.execute("DO 0");
                          return rows;
                        }));
    try {
      assertThat(locked.await(30, TimeUnit.SECONDS)).isTrue();
      door(1).run("test.waits", tx -> tx.execute("UPDATE counter SET n = n + 10 WHERE id = 2"));
    } finally {
      back.countDown();
      vanished.shutdown();
    }
    assertThat(late.get()).isEqualTo(1);
    long n =
        door(2)
            .run(
                "test.sum",
                tx -> tx.createQuery("SELECT n FROM counter WHERE id = 2").mapTo(Long.class).one());
    assertThat(n).isEqualTo(11);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The storm may take longer than a request may. */
  private record Patient(GaleraConfig config) {

    Galera open(Galera ignored) {
      Galera patient =
          Galera.open(
              config.withTransactions(
                  TransactionConfig.defaults().withDeadline(Duration.ofMinutes(2))),
              new MetricRegistry());
      NODES.add(patient);
      return patient;
    }
  }

  @Test
  void whatTheBodyThrowsRollsBackAndPassesThrough() {
    IllegalArgumentException thrown = new IllegalArgumentException("quota");
    assertThatThrownBy(
            () ->
                door(1)
                    .run(
                        "test.refused",
                        tx -> {
                          tx.execute("INSERT INTO effect VALUES (900, 1)");
                          throw thrown;
                        }))
        .isSameAs(thrown);
    assertThat(effects(1, 900)).isZero();
  }

  @Test
  void aDuplicateKeyPassesThroughAtOnce() {
    door(1).run("test.insert", tx -> tx.execute("INSERT INTO effect VALUES (901, 1)"));
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                door(2)
                    .run(
                        "test.duplicate",
                        tx -> {
                          runs.incrementAndGet();
                          return tx.execute("INSERT INTO effect VALUES (901, 1)");
                        }))
        .isInstanceOf(UnableToExecuteStatementException.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aSwallowedConflictIsNotCommitted() {
    door(1).run("test.insert", tx -> tx.execute("INSERT INTO effect VALUES (902, 0)"));
    AtomicInteger runs = new AtomicInteger();
    door(2)
        .run(
            "test.swallow",
            tx -> {
              int run = runs.incrementAndGet();
              int n = tx.createQuery("SELECT n FROM effect WHERE id = 902").mapTo(int.class).one();
              if (run == 1) {
                door(1).run("test.other", o -> o.execute("UPDATE effect SET n = 5 WHERE id = 902"));
                door(2).run("test.wait", o -> o.execute("SELECT n FROM effect"));
              }
              try {
                tx.execute("UPDATE effect SET n = ? WHERE id = 902", n + 1);
              } catch (JdbiException swallowed) {
                tx.execute("INSERT INTO effect VALUES (903, 1)");
              }
              return null;
            });
    assertThat(runs).hasValue(2);
    assertThat(effects(1, 903)).isZero();
    assertThat(effects(1, 902)).isEqualTo(6);
  }

  @Test
  void transactionsAreNotBegunInsideABody() {
    assertThatThrownBy(() -> door(1).run("test.nested", tx -> tx.inTransaction(inner -> 1)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Transactions.run only");
  }

  @Test
  void instantsKeepTheirMilliseconds() {
    Instant at = Instant.parse("2026-03-29T01:30:00.123Z");
    door(1).run("test.moment", tx -> tx.execute("INSERT INTO moment VALUES (1, ?)", at));
    Instant read =
        door(2)
            .run(
                "test.moment",
                tx -> tx.createQuery("SELECT at FROM moment").mapTo(Instant.class).one());
    String text =
        door(2)
            .run(
                "test.moment",
                tx ->
                    tx.createQuery("SELECT CAST(at AS CHAR) FROM moment")
                        .mapTo(String.class)
                        .one());
    assertThat(read).isEqualTo(at);
    assertThat(text).isEqualTo("2026-03-29 01:30:00.123");
  }

  @Test
  void aHundredCommitsWithLostAnswersTakePlaceOnce() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(LocalGalera.shared().node(1));
        Galera galera = Galera.open(through(proxy), new MetricRegistry())) {
      for (int id = 1; id <= 100; id++) {
        proxy.cutNext(Cut.AFTER_COMMIT);
        assertThat(insertOnce(galera, id)).isEqualTo("effect " + id);
      }
      assertThat(proxy.cutsMade()).isEqualTo(100);
    }
    int sum =
        door(3)
            .run(
                "test.sum",
                tx ->
                    tx.createQuery("SELECT SUM(n) FROM effect WHERE id <= 100")
                        .mapTo(int.class)
                        .one());
    assertThat(sum).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource
  void aCutAroundCommitIsResolvedToOneEffect(Cut cut) throws Exception {
    int id = 200 + cut.ordinal();
    try (FaultyProxy proxy = FaultyProxy.before(LocalGalera.shared().node(1));
        Galera galera = Galera.open(through(proxy), new MetricRegistry())) {
      proxy.cutNext(cut);
      assertThat(insertOnce(galera, id)).isEqualTo("effect " + id);
    }
    assertThat(effects(2, id)).isEqualTo(1);
  }

  @Test
  void withoutAResolverALostAnswerIsSaidToBeUnknown() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(LocalGalera.shared().node(1));
        Galera galera = Galera.open(through(proxy), new MetricRegistry())) {
      proxy.cutNext(Cut.AFTER_COMMIT);
      assertThatThrownBy(
              () ->
                  galera
                      .transactions()
                      .run("test.unknown", tx -> tx.execute("INSERT INTO effect VALUES (300, 1)")))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("test.unknown");
    }
    assertThat(effects(2, 300)).isEqualTo(1);
  }

  @Test
  void brokenPooledConnectionsAreReplacedUnseen() throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(LocalGalera.shared().node(1));
        Galera galera = Galera.open(through(proxy), new MetricRegistry())) {
      galera.transactions().run("test.warm", tx -> tx.execute("SELECT 1"));
      proxy.cutAll();
      assertThat(insertOnce(galera, 400)).isEqualTo("effect 400");
    }
  }

  private static GaleraConfig through(FaultyProxy proxy) {
    GaleraConfig config = TestGalera.configWithUrl(1, proxy.jdbcUrl(DATABASE));
    return new GaleraConfig(
        config.datacenter(),
        config.ids(),
        config.database().withSocketTimeout(Duration.ofSeconds(2)),
        config.monitor(),
        config.transactions(),
        config.idBlocks(),
        config.migrations());
  }

  private static String insertOnce(Galera galera, int id) {
    return galera
        .transactions()
        .run(
            "test.effect",
            tx -> {
              tx.execute("INSERT INTO effect VALUES (?, 1)", id);
              return "effect " + id;
            },
            tx -> find(tx, id));
  }

  private static Optional<String> find(Handle tx, int id) {
    return tx.createQuery("SELECT id FROM effect WHERE id = :id")
        .bind("id", id)
        .mapTo(int.class)
        .findOne()
        .map(found -> "effect " + found);
  }

  private static int effects(int node, int id) {
    return door(node)
        .run(
            "test.effects",
            tx ->
                tx.createQuery("SELECT COALESCE(SUM(n), 0) FROM effect WHERE id = :id")
                    .bind("id", id)
                    .mapTo(int.class)
                    .one());
  }
}
