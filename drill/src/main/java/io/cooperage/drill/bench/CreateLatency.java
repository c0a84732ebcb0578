package io.cooperage.drill.bench;

import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.lab.BenchDatabase;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.DrillCatalog;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private Distances distances = new Distances(40);
  @Mixin private TurnOptions turns = new TurnOptions(50);

  @Override
  void validate(Lab lab) {
    distances.validate();
    turns.validate(lab);
  }

  @Override
  List<Figure> measure(Lab lab) throws Exception {
    DrillCatalog.install(BenchClients.patient(lab.url(), lab.token()));
    return distances.each(lab, rtt -> List.of(figure(rtt, sample(lab))));
  }

  private Figure figure(int rtt, Turns sampled) {
    return Figure.of(
            "create.latency-rtt" + rtt, "create at RTT " + rtt + " ms", "ms", sampled.one())
        .withNote(turns.note("creates"))
        .comparedWith("bare commit of one row on the same node, by turns", sampled.other())
        .wanted(Bound.ratioAtMost(AT_MOST));
  }

  private Turns sample(Lab lab) throws Exception {
    CooperageClient client = BenchClients.once(lab.url(turns.datacenter()), lab.token());
    String prefix = BenchClients.prefix();
    BenchDatabase database = lab.benchDatabase(turns.datacenter());
    AtomicInteger number = new AtomicInteger();
    try (Connection connection =
        DriverManager.getConnection(database.url(), database.user(), database.password())) {
      prepare(connection);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO bare_commit (id) VALUES (?)")) {
        return turns.take(
            WARM_UP,
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
    client.clusters().create(ClusterCreateRequest.of(name, DrillCatalog.SMALL, 1), name);
  }

  private static void commit(PreparedStatement insert, int id) throws SQLException {
    insert.setLong(1, id);
    insert.executeUpdate();
  }
}
