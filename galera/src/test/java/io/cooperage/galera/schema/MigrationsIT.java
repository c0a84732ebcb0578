package io.cooperage.galera.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.galera.Galera;
import io.cooperage.galera.GaleraConfig;
import io.cooperage.galera.TestGalera;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.testing.LocalGalera;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MigrationsIT {

  private static final String SAMPLE = "classpath:db/sample";

  @Test
  void threeNodesThatMigrateAtOnceDoItOnce() throws Exception {
    LocalGalera.shared().createDatabase("migrations_it");
    List<Galera> nodes = new ArrayList<>();
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      for (int node = 1; node <= 3; node++) {
        nodes.add(Galera.open(config(node, "migrations_it"), new MetricRegistry()));
      }
      assertThatThrownBy(() -> nodes.get(0).migrations(SAMPLE).verify())
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining("V001__base.sql")
          .hasMessageContaining("migrate command");
      List<Future<Integer>> runs = new ArrayList<>();
      for (int node = 1; node <= 3; node++) {
        int at = node;
        runs.add(
            executor.submit(
                () ->
                    nodes.get(at - 1).migrations(SAMPLE).migrate(TestGalera.holder(at, "m" + at))));
      }
      int made = 0;
      for (Future<Integer> run : runs) {
        made += run.get();
      }
      assertThat(made).as("one of the library, two of the application").isEqualTo(3);
      nodes.get(2).migrations(SAMPLE).verify();
      assertThat(number(nodes.get(1), "SELECT times FROM made WHERE id = 1")).isEqualTo(1);
      assertThat(
              number(
                  nodes.get(1),
                  """
                  SELECT COUNT(*)
                  FROM information_schema.tables t
                  WHERE t.table_schema = DATABASE()
                    AND NOT EXISTS (
                      SELECT 1
                      FROM information_schema.table_constraints c
                      WHERE c.table_schema = t.table_schema
                        AND c.table_name = t.table_name
                        AND c.constraint_type = 'PRIMARY KEY')
                  """))
          .as("tables without a primary key")
          .isZero();
    } finally {
      executor.shutdown();
      nodes.forEach(Galera::close);
    }
  }

  @Test
  void aDeadMigratorIsSucceededAfterItsLeaseTime() throws Exception {
    TestGalera.createDatabase("migrations_dead");
    try (Galera one = Galera.open(config(1, "migrations_dead"), new MetricRegistry());
        Galera two = Galera.open(config(2, "migrations_dead"), new MetricRegistry())) {
      assertThat(one.leases().claim("schema-migration", TestGalera.holder(1, "dead"))).isPresent();
      assertThat(two.migrations(SAMPLE).migrate(TestGalera.holder(2, "alive"))).isEqualTo(2);
    }
  }

  private static GaleraConfig config(int node, String database) {
    GaleraConfig config = TestGalera.config(node, database);
    return new GaleraConfig(
        config.datacenter(),
        config.ids(),
        config.database(),
        config.monitor(),
        config.transactions(),
        config.idBlocks(),
        new MigrationConfig(Duration.ofMillis(200), Duration.ofSeconds(4), Duration.ofMinutes(1)));
  }

  private static int number(Galera galera, String sql) {
    return galera
        .reads()
        .run("test.number", Consistency.strong(), tx -> tx.createQuery(sql).mapTo(int.class).one());
  }
}
