package io.cooperage.galera.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.galera.node.DatabaseConfig;
import io.cooperage.galera.recovery.GaleraPosition;
import io.cooperage.galera.recovery.StateTransfer;
import io.cooperage.galera.testing.GaleraNode;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.galera.watchdog.StateFile.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three nodes, the third of which has a disk that can be made to hang. */
@Timeout(180)
class HungDiskIT {

  private static final Logger LOG = LoggerFactory.getLogger(HungDiskIT.class);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Map<String, String> PROVIDER = Map.of("gcs.fc_limit", "16");

  private static LocalGalera galera;
  private static LoopDisk disk;

  @BeforeAll
  static void bringUp() throws Exception {
    assumeTrue(LoopDisk.possible(), "only root mounts a file");
    galera = LocalGalera.start(3, Map.of(), PROVIDER);
    galera.node(3).stop();
    disk = LoopDisk.under(galera.node(3));
    galera.restart(3);
    galera.awaitAllSynced();
    galera.createDatabase("watchdog");
    execute(
        "CREATE TABLE written (id BIGINT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)",
        "INSERT INTO written SELECT seq, 0 FROM seq_0_to_99",
        "CREATE TABLE large (id BIGINT NOT NULL PRIMARY KEY, data VARCHAR(200) NOT NULL)");
  }

  @AfterAll
  static void takeDown() throws Exception {
    if (galera != null) {
      disk.thaw();
      galera.node(3).kill();
      disk.close();
      galera.close();
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                galera.jdbcUrl(1), galera.account().user(), galera.account().password());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<Watchdog> watchdogs() {
    List<Watchdog> watchdogs =
        IntStream.rangeClosed(1, 3)
            .mapToObj(number -> Watchdog.start(config(number), new MetricRegistry()))
            .toList();
    await()
        .atMost(SOON)
        .until(() -> watchdogs.stream().allMatch(dog -> dog.state() == State.WATCHING));
    return watchdogs;
  }

  private static WatchdogConfig config(int number) {
    GaleraNode node = galera.node(number);
    Path directory = node.spec().directory();
    return new WatchdogConfig(
        node.spec().name(),
        DatabaseConfig.of(
            node.jdbcUrl("watchdog"), galera.account().user(), galera.account().password()),
        node.spec().data(),
        directory.resolve("process"),
        directory.resolve("watchdog.state"),
        WatchdogLimits.defaults());
  }

  @Test
  void withoutAWatchdogOthersWaitAsLongAsTheDiskHangs() throws Exception {
    try (Writer writer = new Writer(galera, 1)) {
      awaitCommits(writer);
      disk.freeze();
      await()
          .during(Duration.ofSeconds(8))
          .atMost(Duration.ofSeconds(20))
          .until(() -> writer.waiting().compareTo(Duration.ofSeconds(1)) > 0);
      assertThat(galera.node(1).status("wsrep_cluster_size")).contains("3");
      disk.thaw();
      awaitCommits(writer);
    }
    galera.awaitAllSynced();
  }

  private static void awaitCommits(Writer writer) {
    long before = writer.commits();
    await().atMost(SOON).until(() -> writer.commits() > before + 50);
  }

  @Test
  void withOneTheyGoOnAndTheNodeComesHome() throws Exception {
    List<Watchdog> watchdogs = watchdogs();
    try (Writer writer = new Writer(galera, 1)) {
      awaitCommits(writer);
      disk.freeze();
      await().atMost(SOON).until(() -> watchdogs.get(2).state() == State.FENCED);
      await()
          .atMost(SOON)
          .until(() -> galera.node(1).status("wsrep_cluster_size").equals(Optional.of("2")));
      awaitCommits(writer);
      LOG.info("the others waited {} ms", writer.longest().toMillis());
      assertThat(writer.longest()).isLessThan(Duration.ofSeconds(15));
      await()
          .atMost(SOON)
          .until(
              () ->
                  watchdogs.subList(0, 2).stream().allMatch(dog -> dog.state() == State.WATCHING));
      assertThat(new StateFile(config(3).stateFile()).read())
          .hasValueSatisfying(entry -> assertThat(entry.state()).isEqualTo(State.FENCED));

      disk.thaw();
      await().atMost(SOON).until(() -> watchdogs.get(2).state() == State.WAITING);
      await().atMost(SOON).until(() -> !galera.node(3).isAlive());
      assertThat(restartAfterACrash()).isEqualTo(StateTransfer.IST);
      await().atMost(SOON).until(() -> watchdogs.get(2).state() == State.WATCHING);
    } finally {
      watchdogs.forEach(Watchdog::close);
    }
    galera.awaitAllSynced();
  }

  /** As what starts nodes does it: from where the data of the node ends. */
  private static StateTransfer restartAfterACrash() throws Exception {
    GaleraNode node = galera.node(3);
    Path log = node.spec().directory().resolve("recover.log");
    List<String> recover = new ArrayList<>(node.command(false));
    recover.addAll(List.of("--wsrep-recover", "--skip-networking", "--log-error=" + log));
    Process process =
        new ProcessBuilder(recover).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    GaleraPosition position = GaleraPosition.ofRecovery(Files.readString(log)).orElseThrow();
    long begin = Files.size(node.spec().log());
    List<String> command = new ArrayList<>(node.command(false));
    command.add("--wsrep-start-position=" + position);
    node.start(command);
    node.awaitMembers(3, Duration.ofSeconds(60));
    return StateTransfer.read(tail(node.spec().log(), begin));
  }

  private static String tail(Path log, long begin) throws IOException {
    byte[] all = Files.readAllBytes(log);
    return new String(all, (int) begin, all.length - (int) begin, StandardCharsets.UTF_8);
  }

  @Test
  void largeTransactionsAndABusyMachineFenceNobody() throws Exception {
    List<Watchdog> watchdogs = watchdogs();
    List<Thread> busy = burn();
    try (Writer writer = new Writer(galera, 2)) {
      awaitCommits(writer);
      for (int round = 0; round < 3; round++) {
        execute(
            "INSERT INTO large SELECT seq, REPEAT('x', 200) FROM seq_1_to_60000",
            "DELETE FROM large");
      }
      awaitCommits(writer);
      assertThat(watchdogs).extracting(Watchdog::state).doesNotContain(State.FENCED);
      assertThat(galera.nodes()).allMatch(GaleraNode::isAlive);
    } finally {
      busy.forEach(Thread::interrupt);
      watchdogs.forEach(Watchdog::close);
    }
  }

  private static List<Thread> burn() {
    return IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .mapToObj(
            number -> {
              Thread thread =
                  new Thread(
                      () -> {
                        while (!Thread.currentThread().isInterrupted()) {
                          Thread.onSpinWait();
                        }
                      },
                      "burner-" + number);
              thread.setDaemon(true);
              thread.start();
              return thread;
            })
        .toList();
  }
}
