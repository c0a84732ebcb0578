package io.cooperage.galera.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalGaleraIT {

  @Test
  void sharesWhatOneNodeWritesAndLeavesNothingBehind() throws Exception {
    LocalGalera galera = LocalGalera.start(2);
    Path directory = galera.node(1).spec().directory();
    try (galera) {
      assertThat(galera.node(2).status("wsrep_cluster_size")).isEqualTo(Optional.of("2"));
      try (Connection one = galera.node(1).connect();
          Statement statement = one.createStatement()) {
        statement.execute("CREATE TABLE test.t (id INT PRIMARY KEY)");
        statement.execute("INSERT INTO test.t VALUES (7)");
      }
      try (Connection two = galera.node(2).connect();
          Statement statement = two.createStatement()) {
        statement.execute("SET wsrep_sync_wait = 1");
        try (ResultSet rows = statement.executeQuery("SELECT id FROM test.t")) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getInt(1)).isEqualTo(7);
        }
      }
    }
    assertThat(galera.nodes()).noneMatch(GaleraNode::isAlive);
    assertThat(Files.exists(directory)).isFalse();
  }
}
