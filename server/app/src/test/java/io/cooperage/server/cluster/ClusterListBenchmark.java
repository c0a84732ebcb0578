package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.TenantRequest;
import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.bench.FigureWriter;
import io.cooperage.client.CatalogDirectory;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Times pages of the list of clusters through a real server on one of three real nodes, with 1,000
 * clusters and with 100,000, as each role sees them and with each filter. (In a group of one node a
 * strong read waits for that node's next keepalive after every commit.) Pages begin at places drawn
 * at random. The clusters are written straight into the database, as copies of one that was
 * created; of each hundred 60 are terminated, 35 active, 4 incomplete and one is inconsistent, and
 * 90 are of one tenant. The argument is the directory of a catalogue that has the template {@code
 * web-tier}.
 */
public final class ClusterListBenchmark {
  private static final int DATACENTERS = 3;
  private static final int[] SIZES = {1_000, 100_000};
  private static final int BATCH = 1_000;
  private static final int OWNERS = 50;
  private static final int WARM_UP = 100;
  private static final long CLEAN = 200;
  private static final List<String> FILTERS =
      List.of("", "&state=active", "&state=inconsistent", "&owner=owner-7", "&name=cluster-77");
  private static final int PAGES = 300;
  private static final int REPEATS = 3;
  private static final double RATIO_WANTED = 2;

  private final ServerCluster cluster;
  private final Random random = new Random(1);
  private final Map<String, String> tokens = new LinkedHashMap<>();

  private ClusterListBenchmark(ServerCluster cluster) {
    this.cluster = cluster;
  }

  /** Milliseconds of a kind of page, of each repetition. */
  private record Times(List<Double> medians, List<Double> slow) {}

  public static void main(String[] arguments) throws Exception {
    try (ServerCluster cluster = ServerCluster.start(DATACENTERS)) {
      new ClusterListBenchmark(cluster).run(Path.of(arguments[0]));
    }
    System.exit(0);
  }

  private void run(Path catalog) throws Exception {
    for (int node = 1; node <= DATACENTERS; node++) {
      giveRoom(node);
    }
    tokens.put("superadmin", cluster.superadminToken());
    cluster.client(1).tenants().create(new TenantRequest("big", -1, -1, 0));
    tokens.put("admin", cluster.token("big", "admin", "boss"));
    tokens.put("member", cluster.token("big", "member", "owner-7"));
    String spec = spec(catalog);
    Map<String, Times> before = Map.of();
    int there = 0;
    for (int size : SIZES) {
      fill(spec, there, size);
      there = size;
      settle(size);
      Map<String, Times> times = measure(size);
      if (before.isEmpty()) {
        before = times;
      } else {
        write(before, times, spec.length());
      }
    }
  }

  /** What a cluster of the template {@code web-tier} is made from. */
  private String spec(Path catalog) throws Exception {
    CooperageClient client = cluster.client(1);
    CatalogDirectory.read(catalog).load(client, false);
    client.catalog().get(EntityKind.CLUSTERTEMPLATE, "web-tier");
    JsonNode request =
        Json.MAPPER
            .createObjectNode()
            .put("name", "model")
            .put("clusterTemplate", "web-tier")
            .put("numMachines", 3);
    HttpResponse<String> answer =
        cluster.post(1, "/v3/clusters", request.toString(), "cluster-list-benchmark");
    if (answer.statusCode() != 202) {
      throw new IllegalStateException(answer.body());
    }
    try (Connection connection = connect(1);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT spec FROM cluster WHERE name = 'model'")) {
      row.next();
      return row.getString(1);
    }
  }

  private void fill(String spec, int from, int to) throws SQLException {
    try (Connection connection = connect(1);
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO cluster (id, tenant, name, description, owner, state, version, template,
                  num_machines, spec, latest_job, created_at)
                VALUES (?, ?, ?, '', ?, ?, 3, 'web-tier', 3, ?, 1, UTC_TIMESTAMP(3))
                """)) {
      connection.setAutoCommit(false);
      for (int i = from; i < to; i++) {
        insert.setLong(1, 1_000_000L + 3L * i);
        insert.setString(2, i % 10 == 9 ? "small-" + i % 70 : "big");
        insert.setString(3, "cluster-" + i);
        insert.setString(4, "owner-" + i / 7 % OWNERS);
        insert.setString(5, state(i));
        insert.setString(6, spec);
        insert.addBatch();
        if (i % BATCH == BATCH - 1 || i == to - 1) {
          insert.executeBatch();
          connection.commit();
        }
      }
    }
  }

  /**
   * Until what was filled is on disk: commits stall as long as it is written, and a strong read
   * waits for commits. Then every kind of page in vain, so that none finds the code cold.
   */
  private void settle(int size) throws Exception {
    for (int node = 1; node <= DATACENTERS; node++) {
      writeOut(node);
    }
    new ProcessBuilder("sync").inheritIO().start().waitFor();
    for (String role : tokens.keySet()) {
      for (String filter : FILTERS) {
        pages(role, filter, size, WARM_UP);
      }
    }
  }

  /** Memory for all that it holds, as a database should have, and a disk of today. */
  private void giveRoom(int node) throws SQLException {
    try (Connection connection = connect(node);
        Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL innodb_buffer_pool_size = 1024 * 1024 * 1024");
      statement.execute("SET GLOBAL innodb_log_file_size = 512 * 1024 * 1024");
      statement.execute("SET GLOBAL innodb_io_capacity = 4000");
    }
  }

  private void writeOut(int node) throws Exception {
    try (Connection connection = connect(node);
        Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL innodb_max_dirty_pages_pct = 0");
      while (dirtyPages(statement) > CLEAN) {
        Thread.sleep(200);
      }
      statement.execute("SET GLOBAL innodb_max_dirty_pages_pct = DEFAULT");
    }
  }

  private static long dirtyPages(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'")) {
      row.next();
      return row.getLong(2);
    }
  }

  private static String state(int i) {
    int of = i * 37 % 100;
    return of < 60 ? "terminated" : of < 95 ? "active" : of < 99 ? "incomplete" : "inconsistent";
  }

  private Map<String, Times> measure(int size) throws Exception {
    Map<String, Times> times = new LinkedHashMap<>();
    for (String role : tokens.keySet()) {
      for (String filter : FILTERS) {
        times.put(
            role + (filter.isEmpty() ? "" : ", " + filter.substring(1)), time(role, filter, size));
      }
    }
    return times;
  }

  private Times time(String role, String filter, int size) throws Exception {
    pages(role, filter, size, WARM_UP);
    Times times = new Times(new ArrayList<>(), new ArrayList<>());
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      long[] nanos = pages(role, filter, size, PAGES);
      times.medians.add(nanos[PAGES / 2] / 1e6);
      times.slow.add(nanos[PAGES * 99 / 100] / 1e6);
    }
    return times;
  }

  /** Nanoseconds of each, the shortest first. */
  private long[] pages(String role, String filter, int size, int count) throws Exception {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      nanos[i] = page(role, filter, size);
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private long page(String role, String filter, int size) throws Exception {
    long after = 1_000_000L + 3L * random.nextInt(size);
    HttpRequest.Builder request =
        cluster
            .request(1, "/v3/clusters?limit=100&after=%08d%s".formatted(after, filter))
            .setHeader("Authorization", "Bearer " + tokens.get(role))
            .GET();
    long begin = System.nanoTime();
    HttpResponse<String> answer = cluster.send(request);
    long nanos = System.nanoTime() - begin;
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    return nanos;
  }

  private static void write(Map<String, Times> few, Map<String, Times> many, int spec) {
    FigureWriter figures = FigureWriter.open();
    few.forEach(
        (kind, before) ->
            figures.write(
                Figure.of(
                        "list." + kind.replaceAll("[^a-z0-9]+", "-"),
                        "a page of 100,000 clusters as " + kind + ", p99",
                        "ms",
                        many.get(kind).slow())
                    .withNote(
                        "p50 %.1f ms, of 1,000 %.1f ms; a spec has %,d characters"
                            .formatted(
                                many.get(kind).medians().get(0), before.medians().get(0), spec))
                    .comparedWith("of 1,000 clusters", before.slow())
                    .wanted(Bound.ratioAtMost(RATIO_WANTED))));
  }

  private Connection connect(int node) throws SQLException {
    return DriverManager.getConnection(
        cluster.galera().jdbcUrl(node),
        cluster.galera().account().user(),
        cluster.galera().account().password());
  }
}
