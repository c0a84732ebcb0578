package io.cooperage.drill.bench;

import io.cooperage.client.CooperageClient;
import io.cooperage.drill.lab.BenchDatabase;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.report.Figure;
import io.cooperage.drill.run.DrillCatalog;
import io.cooperage.drill.run.LabChoice;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
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

  @Option(names = "--samples", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(names = "--dc", defaultValue = "dc1", description = "Default: ${DEFAULT-VALUE}.")
  private String datacenter;

  @Override
  void validate(Lab lab) {
    atLeast("--rtt", rtt, 0);
    atLeast("--samples", samples, 1);
    LabChoice.requireDatacenter(lab, datacenter);
  }

  @Override
  Bench measure(Lab lab) throws SQLException {
    DrillCatalog.install(BenchClients.patient(lab.url(), lab.token()));
    Instant started = Instant.now();
    Histogram creates = Percentiles.histogram();
    Histogram commits = Percentiles.histogram();
    BorrowedDistance distance =
        BorrowedDistance.set(Duration.ofMillis(rtt), lab.status().wanRtt(), lab::wan, System.out);
    try (distance) {
      sample(lab, creates, commits);
    }
    Percentiles create = Percentiles.of(creates);
    Percentiles commit = Percentiles.of(commits);
    double ratio = create.p50() / commit.p50();
    return Bench.of(
        "create-latency",
        commandLine(),
        started,
        List.of(
            Figure.fact("create at RTT " + rtt + " ms", create.toString()),
            Figure.fact("bare commit at RTT " + rtt + " ms", commit.toString()),
            Figure.measured(
                "create against commit, p50",
                String.format(Locale.ROOT, "%.2f", ratio),
                "≤ " + AT_MOST,
                ratio <= AT_MOST)),
        Map.of("create", create, "commit", commit, "ratio", ratio, "rttMillis", rtt));
  }

  private void sample(Lab lab, Histogram creates, Histogram commits) throws SQLException {
    CooperageClient client = BenchClients.once(lab.url(datacenter), lab.token());
    String prefix = BenchClients.prefix();
    BenchDatabase database = lab.benchDatabase(datacenter);
    try (Connection connection =
        DriverManager.getConnection(database.url(), database.user(), database.password())) {
      prepare(connection);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO bare_commit (id) VALUES (?)")) {
        for (int i = 0; i < WARM_UP + samples; i++) {
          long create = create(client, prefix + "-" + i);
          long commit = commit(insert, i);
          if (i >= WARM_UP) {
            creates.recordValue(create);
            commits.recordValue(commit);
          }
        }
      }
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS bare_commit (id BIGINT PRIMARY KEY)");
      statement.execute("DELETE FROM bare_commit");
    }
  }

  private static long create(CooperageClient client, String name) {
    long begin = System.nanoTime();
    client.clusters().create(BenchClients.cluster(name, DrillCatalog.SMALL, 1), name);
    return System.nanoTime() - begin;
  }

  private static long commit(PreparedStatement insert, int id) throws SQLException {
    insert.setLong(1, id);
    long begin = System.nanoTime();
    insert.executeUpdate();
    return System.nanoTime() - begin;
  }
}
