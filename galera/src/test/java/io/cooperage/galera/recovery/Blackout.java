package io.cooperage.galera.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.galera.node.FailureDetector;
import io.cooperage.galera.testing.GaleraNode;
import io.cooperage.galera.testing.LocalGalera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Three nodes that went down one after the other, all but one by SIGKILL: node2 first, node3 in
 * good order, node1 last and so ahead of the others. Their data directories are kept, so that the
 * same blackout can be had again and again.
 */
final class Blackout implements AutoCloseable {

  /** Rows 1 to this were acknowledged. */
  static final int ROWS = 20;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LocalGalera galera;
  private final Path kept;
  private final String uuid;

  private Blackout(LocalGalera galera, Path kept, String uuid) {
    this.galera = galera;
    this.kept = kept;
    this.uuid = uuid;
  }

  static Blackout make(Path kept) throws Exception {
    LocalGalera galera = LocalGalera.start(3, Map.of(), FailureDetector.CONTINENT.options());
    GaleraNode last = galera.node(1);
    String uuid = last.status("wsrep_cluster_state_uuid").orElseThrow();
    execute(last, "CREATE TABLE test.t (id INT PRIMARY KEY)");
    insert(last, 1, 10);
    galera.node(2).kill();
    last.awaitMembers(2, LIMIT);
    insert(last, 11, 15);
    galera.node(3).stop();
    last.awaitMembers(1, LIMIT);
    insert(last, 16, ROWS);
    last.kill();
    Blackout blackout = new Blackout(galera, kept, uuid);
    for (GaleraNode node : galera.nodes()) {
      copy(node.spec().data(), kept.resolve(node.spec().name()));
    }
    return blackout;
  }

  LocalGalera galera() {
    return galera;
  }

  /** The blackout again, as it was. */
  void restore() throws Exception {
    for (GaleraNode node : galera.nodes()) {
      node.kill();
      remove(node.spec().data());
      copy(kept.resolve(node.spec().name()), node.spec().data());
    }
  }

  static void execute(GaleraNode node, String statement) throws Exception {
    try (Connection connection = node.connect();
        Statement running = connection.createStatement()) {
      running.execute(statement);
    }
  }

  private static void insert(GaleraNode node, int from, int to) throws Exception {
    for (int id = from; id <= to; id++) {
      execute(node, "INSERT INTO test.t VALUES (" + id + ")");
    }
  }

  /** All are members of the cluster that went down, none has lost a row, and all take new ones. */
  void requireWhole() throws Exception {
    galera.awaitAllSynced();
    List<Integer> expected = new ArrayList<>(Stream.iterate(1, id -> id + 1).limit(ROWS).toList());
    for (int number = 1; number <= 3; number++) {
      GaleraNode node = galera.node(number);
      assertThat(node.status("wsrep_cluster_state_uuid")).contains(uuid);
      assertThat(value(node, "SELECT @@read_only")).isZero();
      insert(node, 100 + number, 100 + number);
      expected.add(100 + number);
    }
    for (GaleraNode node : galera.nodes()) {
      assertThat(rows(node)).as(node.spec().name()).isEqualTo(expected);
    }
  }

  static int value(GaleraNode node, String query) throws Exception {
    try (Connection connection = node.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static List<Integer> rows(GaleraNode node) throws Exception {
    try (Connection connection = node.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET wsrep_sync_wait = 1");
      List<Integer> ids = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery("SELECT id FROM test.t ORDER BY id")) {
        while (rows.next()) {
          ids.add(rows.getInt(1));
        }
      }
      return ids;
    }
  }

  static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    Process copying =
        new ProcessBuilder("cp", "-a", "--sparse=always", from.toString(), to.toString()).start();
    assertThat(copying.waitFor()).isZero();
  }

  @Override
  public void close() {
    galera.close();
  }
}
