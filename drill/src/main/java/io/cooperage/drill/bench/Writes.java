package io.cooperage.drill.bench;

import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.lab.BenchDatabase;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.run.DrillCatalog;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code cooperage bench writes}: writes of the API, and bare inserts of the same rows, by turns.
 * Before each turn the lab is quiet: jobs of the clusters that the turn before created have ended.
 */
@Command(
    name = "writes",
    aliases = "create-throughput",
    mixinStandardHelpOptions = true,
    description =
        "Writes a second of the API against bare inserts of the same rows, in as many commits, by"
            + " as many clients, at the same nodes.")
final class Writes extends BenchRun {

  private static final double RATIO_AT_LEAST = 0.6;
  private static final double CREATES_AT_LEAST = 300;
  private static final int CLIENTS_WANTED = 16;
  private static final Duration JOBS_WITHIN = Duration.ofMinutes(20);

  @Option(names = "--clients", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
  private int clients;

  @Mixin private Distances distances = new Distances(0, 40);

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "Of a turn (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--repetitions", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description =
          "Of the same load before, so that the servers' code is compiled (default:"
              + " ${DEFAULT-VALUE}).")
  private int warmUp;

  private final AtomicLong names = new AtomicLong();
  private final String prefix = BenchClients.prefix();

  @Override
  void validate(Lab lab) {
    atLeast("--clients", clients, 1);
    atLeast("--seconds", seconds, 1);
    atLeast("--repetitions", repetitions, 1);
    atLeast("--warm-up", warmUp, 0);
    distances.validate();
  }

  @Override
  List<Figure> measure(Lab lab) throws Exception {
    DrillCatalog.install(BenchClients.patient(lab.url(), lab.token()));
    List<ApiWrite> writes = List.of(ApiWrite.cluster(lab), ApiWrite.document(lab));
    for (ApiWrite write : writes) {
      if (warmUp > 0) {
        ClosedLoop.run(apiClients(lab, write), Duration.ofSeconds(warmUp));
      }
    }
    List<Figure> figures = distances.each(lab, rtt -> compare(lab, writes, rtt));
    settle(lab);
    return figures;
  }

  private List<Figure> compare(Lab lab, List<ApiWrite> writes, int rtt) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (ApiWrite write : writes) {
      figures.addAll(compare(lab, write, rtt));
    }
    return figures;
  }

  private List<Figure> compare(Lab lab, ApiWrite write, int rtt) throws Exception {
    List<BareTable> tables = tables(lab, write);
    List<Double> api = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    List<BareClient> bareClients = new ArrayList<>();
    try {
      for (int i = 0; i < clients; i++) {
        String datacenter = datacenter(lab, i);
        bareClients.add(new BareClient(lab.benchDatabase(datacenter), tables, i, datacenter));
      }
      for (int i = 0; i < repetitions; i++) {
        settle(lab);
        bare.add(ClosedLoop.run(bareClients, Duration.ofSeconds(seconds)).rate());
        api.add(ClosedLoop.run(apiClients(lab, write), Duration.ofSeconds(seconds)).rate());
        System.out.printf(
            "%s at RTT %d ms: %.0f a second, bare %.0f%n",
            write.title(), rtt, api.get(i), bare.get(i));
      }
    } finally {
      for (BareClient client : bareClients) {
        client.close();
      }
      drop(lab, tables);
    }
    return figures(write, rtt, api, bare);
  }

  private List<Figure> figures(ApiWrite write, int rtt, List<Double> api, List<Double> bare) {
    String rows = write.rows().stream().map(BareRow::table).collect(Collectors.joining(", "));
    String what = "%s a second, %d clients, RTT %d ms".formatted(write.title(), clients, rtt);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("write.%s-rtt%d".formatted(write.id(), rtt), what, "/s", api)
            .withNote("a row each of " + rows + " in one commit")
            .comparedWith("the same rows inserted bare", bare)
            .wanted(Bound.ratioAtLeast(RATIO_AT_LEAST)));
    if (write instanceof ApiWrite.Cluster && rtt == 0 && clients == CLIENTS_WANTED) {
      figures.add(
          Figure.of("create.throughput", what + ", while their jobs run", "/s", api)
              .wanted(Bound.atLeast(CREATES_AT_LEAST)));
    }
    return figures;
  }

  /** Waits for what the measurement began; the clusters stay. */
  private void settle(Lab lab) {
    int left = pending(lab).await(prefix, JOBS_WITHIN);
    if (left > 0) {
      throw new IllegalStateException(
          "After %d s, %d clusters of this measurement or more are still pending."
              .formatted(JOBS_WITHIN.toSeconds(), left));
    }
  }

  private List<ClosedLoop.Client> apiClients(Lab lab, ApiWrite write) {
    return IntStream.range(0, clients)
        .<ClosedLoop.Client>mapToObj(
            i -> {
              CooperageClient client = BenchClients.once(lab.url(), write.token());
              return () -> write.write(client, nextName());
            })
        .toList();
  }

  private String nextName() {
    return prefix + "-" + names.incrementAndGet();
  }

  /** Made after rows that the API has just written. */
  private List<BareTable> tables(Lab lab, ApiWrite write) throws SQLException {
    CooperageClient client = BenchClients.once(lab.url(lab.datacenters().get(0)), write.token());
    String subject = write.write(client, nextName());
    List<BareTable> tables = new ArrayList<>();
    try (Connection product = connect(lab.productDatabase(lab.datacenters().get(0)));
        Connection bench = connect(bench(lab))) {
      for (BareRow row : write.rows()) {
        BareTable table = new BareTable(product, row, write.named(row, subject));
        table.create(bench);
        tables.add(table);
      }
    }
    return tables;
  }

  private static void drop(Lab lab, List<BareTable> tables) throws SQLException {
    try (Connection bench = connect(bench(lab))) {
      for (BareTable table : tables) {
        table.drop(bench);
      }
    }
  }

  /** Clients are spread over the nodes, as the load balancer spreads requests. */
  private static String datacenter(Lab lab, int client) {
    List<String> datacenters = lab.datacenters();
    return datacenters.get(client % datacenters.size());
  }

  private static BenchDatabase bench(Lab lab) {
    return lab.benchDatabase(datacenter(lab, 0));
  }

  private static Connection connect(BenchDatabase database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }
}
