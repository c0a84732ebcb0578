package io.cooperage.drill.bench;

import io.cooperage.api.EntityKind;
import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.client.Call;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.lab.BenchDatabase;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.DrillCatalog;
import io.cooperage.drill.run.LabChoice;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cooperage bench reads}: strong and plain reads of the same document by turns. */
@Command(
    name = "reads",
    mixinStandardHelpOptions = true,
    description =
        "A strong read against a plain one of the same document: over the API and in SQL, in a"
            + " quiet lab and while another datacenter writes.")
final class ReadCosts extends BenchRun {

  private static final double AT_MOST = 2;
  private static final int WARM_UP = 100;
  private static final EntityKind KIND = EntityKind.CLUSTERTEMPLATE;

  @Option(
      names = "--rtt",
      split = ",",
      paramLabel = "MS",
      defaultValue = "0,40",
      description = "Between datacenters, one after the other (default: ${DEFAULT-VALUE}).")
  private List<Integer> rtts;

  @Option(
      names = "--samples",
      defaultValue = "200",
      description = "In each repetition (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(names = "--repetitions", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(names = "--dc", defaultValue = "dc1", description = "Default: ${DEFAULT-VALUE}.")
  private String datacenter;

  @Override
  void validate(Lab lab) {
    atLeast("--samples", samples, 1);
    atLeast("--repetitions", repetitions, 1);
    rtts.forEach(rtt -> atLeast("--rtt", rtt, 0));
    LabChoice.requireDatacenter(lab, datacenter);
  }

  @Override
  List<Figure> measure(Lab lab) throws Exception {
    DrillCatalog.install(BenchClients.patient(lab.url(), lab.token()));
    List<Figure> figures = new ArrayList<>();
    for (int rtt : rtts) {
      BorrowedDistance distance =
          BorrowedDistance.set(Duration.ofMillis(rtt), lab.status().wanRtt(), lab::wan, System.out);
      try (distance) {
        figures.addAll(both(lab, "rtt" + rtt, "RTT " + rtt + " ms, quiet lab"));
        String other =
            lab.datacenters().stream()
                .filter(name -> !name.equals(datacenter))
                .findFirst()
                .orElseThrow();
        try (Writer writer = Writer.start(lab.benchDatabase(other))) {
          figures.addAll(
              both(lab, "rtt" + rtt + "-busy", "RTT %d ms, %s writing".formatted(rtt, other)));
          writer.check();
        }
      }
    }
    return figures;
  }

  private List<Figure> both(Lab lab, String id, String where) throws Exception {
    return List.of(
        figure("read.api-" + id, "GET of a document, " + where, overApi(lab)),
        figure("read.sql-" + id, "SELECT of a document, " + where, inSql(lab)));
  }

  private Figure figure(String id, String what, Turns turns) {
    return Figure.of(id, what + ", strong", "ms", turns.one())
        .withNote("medians of " + samples + " reads each")
        .comparedWith("plain, by turns", turns.other())
        .wanted(Bound.ratioAtMost(AT_MOST));
  }

  private Turns overApi(Lab lab) throws Exception {
    CooperageClient client = BenchClients.once(lab.url(datacenter), lab.token());
    return Turns.take(
        repetitions, WARM_UP, samples, () -> get(client, "strong"), () -> get(client, "local"));
  }

  private static void get(CooperageClient client, String consistency) {
    client.call(
        Call.get(KIND.plural(), DrillCatalog.SMALL).header("Consistency", consistency),
        byte[].class);
  }

  private Turns inSql(Lab lab) throws Exception {
    BenchDatabase database = lab.productDatabase(datacenter);
    try (Connection strong = connect(database, 1);
        Connection plain = connect(database, 0);
        PreparedStatement one = prepare(strong);
        PreparedStatement other = prepare(plain)) {
      return Turns.take(repetitions, WARM_UP, samples, () -> select(one), () -> select(other));
    }
  }

  private static Connection connect(BenchDatabase database, int wait) throws SQLException {
    Connection connection =
        DriverManager.getConnection(database.url(), database.user(), database.password());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION wsrep_sync_wait = " + wait);
    }
    return connection;
  }

  /** As the server reads a document: its head, and the version that it names. */
  private static PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT v.document
            FROM catalog_head h
            JOIN catalog_version v USING (tenant, kind, name, version)
            WHERE h.tenant = 'superadmin'
              AND h.kind = ?
              AND h.name = ?
              AND NOT h.deleted
            """);
    query.setString(1, KIND.wire());
    query.setString(2, DrillCatalog.SMALL);
    return query;
  }

  private static void select(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("There is no document " + DrillCatalog.SMALL);
      }
    }
  }
}
