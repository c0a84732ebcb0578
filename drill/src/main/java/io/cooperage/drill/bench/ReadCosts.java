package io.cooperage.drill.bench;

import io.cooperage.api.EntityKind;
import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.client.Call;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.lab.BenchDatabase;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.DrillCatalog;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private Distances distances = new Distances(0, 40);
  @Mixin private TurnOptions turns = new TurnOptions(200);

  @Override
  void validate(Lab lab) {
    distances.validate();
    turns.validate(lab);
  }

  @Override
  List<Figure> measure(Lab lab) throws Exception {
    DrillCatalog.install(BenchClients.patient(lab.url(), lab.token()));
    return distances.each(lab, rtt -> quietAndBusy(lab, rtt));
  }

  private List<Figure> quietAndBusy(Lab lab, int rtt) throws Exception {
    List<Figure> figures = new ArrayList<>(both(lab, "rtt" + rtt, "RTT " + rtt + " ms, quiet lab"));
    String other =
        lab.datacenters().stream()
            .filter(name -> !name.equals(turns.datacenter()))
            .findFirst()
            .orElseThrow();
    try (Writer writer = Writer.start(lab.benchDatabase(other))) {
      figures.addAll(
          both(lab, "rtt" + rtt + "-busy", "RTT %d ms, %s writing".formatted(rtt, other)));
      writer.check();
    }
    return figures;
  }

  private List<Figure> both(Lab lab, String id, String where) throws Exception {
    return List.of(
        figure("read.api-" + id, "GET of a document, " + where, overApi(lab)),
        figure("read.sql-" + id, "SELECT of a document, " + where, inSql(lab)));
  }

  private Figure figure(String id, String what, Turns read) {
    return Figure.of(id, what + ", strong", "ms", read.one())
        .withNote(turns.note("reads"))
        .comparedWith("plain, by turns", read.other())
        .wanted(Bound.ratioAtMost(AT_MOST));
  }

  private Turns overApi(Lab lab) throws Exception {
    CooperageClient client = BenchClients.once(lab.url(turns.datacenter()), lab.token());
    return turns.take(WARM_UP, () -> get(client, "strong"), () -> get(client, "local"));
  }

  private static void get(CooperageClient client, String consistency) {
    client.call(
        Call.get(KIND.plural(), DrillCatalog.SMALL).header("Consistency", consistency),
        byte[].class);
  }

  private Turns inSql(Lab lab) throws Exception {
    BenchDatabase database = lab.productDatabase(turns.datacenter());
    try (Connection strong = connect(database, 1);
        Connection plain = connect(database, 0);
        PreparedStatement one = prepare(strong);
        PreparedStatement other = prepare(plain)) {
      return turns.take(WARM_UP, () -> select(one), () -> select(other));
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
