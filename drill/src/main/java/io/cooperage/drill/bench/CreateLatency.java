package io.cooperage.drill.bench;

import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.lab.BenchDatabase;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.DrillCatalog;
import io.cooperage.drill.run.LabChoice;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code cooperage bench create-latency}: creates and bare commits on the same node by turns, so
 * that both meet the same machine.
 */
@Command(
    name = "create-latency",
    mixinStandardHelpOptions = true,
    description = "A create through the API against a bare commit of one row on the same node.")
final class CreateLatency extends BenchRun {

  private static final double AT_MOST = 1.3;
  private static final int WARM_UP = 20;

  @Option(
      names = "--rtt",
      paramLabel = "MS",
      defaultValue = "40",
      description = "Between datacenters, set for the measurement (default: ${DEFAULT-VALUE}).")
  private int rtt;

  @Option(
      names = "--samples",
      defaultValue = "50",
      description = "In each repetition (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(names = "--repetitions", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(names = "--dc", defaultValue = "dc1", description = "Default: ${DEFAULT-VALUE}.")
  private String datacenter;

  @Override
  void validate(Lab lab) {
    atLeast("--rtt", rtt, 0);
    atLeast("--samples", samples, 1);
    atLeast("--repetitions", repetitions, 1);
    LabChoice.requireDatacenter(lab, datacenter);
  }

  @Override
  List<Figure> measure(Lab lab) throws Exception {
    DrillCatalog.install(BenchClients.patient(lab.url(), lab.token()));
    BorrowedDistance distance =
        BorrowedDistance.set(Duration.ofMillis(rtt), lab.status().wanRtt(), lab::wan, System.out);
    try (distance) {
      Turns turns = sample(lab);
      return List.of(
          Figure.of("create.latency-rtt" + rtt, "create at RTT " + rtt + " ms", "ms", turns.one())
              .withNote("medians of " + samples + " creates each")
              .comparedWith("bare commit of one row on the same node, by turns", turns.other())
              .wanted(Bound.ratioAtMost(AT_MOST)));
    }
  }

  private Turns sample(Lab lab) throws Exception {
    CooperageClient client = BenchClients.once(lab.url(datacenter), lab.token());
    String prefix = BenchClients.prefix();
    BenchDatabase database = lab.benchDatabase(datacenter);
    AtomicInteger number = new AtomicInteger();
    try (Connection connection =
        DriverManager.getConnection(database.url(), database.user(), database.password())) {
      prepare(connection);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO bare_commit (id) VALUES (?)")) {
        return Turns.take(
            repetitions,
            WARM_UP,
            samples,
            () -> create(client, prefix + "-" + number.incrementAndGet()),
            () -> commit(insert, number.get()));
      }
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS bare_commit (id BIGINT PRIMARY KEY)");
      statement.execute("DELETE FROM bare_commit");
    }
  }

  private static void create(CooperageClient client, String name) {
    client.clusters().create(BenchClients.cluster(name, DrillCatalog.SMALL, 1), name);
  }

  private static void commit(PreparedStatement insert, int id) throws SQLException {
    insert.setLong(1, id);
    insert.executeUpdate();
  }
}
