package io.cooperage.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.Role;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.api.WorkerView;
import io.cooperage.galera.Galera;
import io.cooperage.galera.read.Consistency;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.testing.MigratedNode;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A drain is of a name and outlives its sessions: on the rows of a real node. */
class WorkerRollIT {
  private static final Caller OPERATOR =
      new Caller(Caller.SUPERADMIN_TENANT, "ann", Role.SUPERADMIN, "r");
  private static final String OLD = "w-00000000-0000";
  private static final String NEW = "w-11111111-1111";
  private static final String NEWEST = "w-22222222-2222";
  private static final String OTHER = "w-x-00000000-0000";

  private static MigratedNode node;
  private static Galera galera;
  private static WorkerRoll roll;

  @BeforeAll
  static void start() {
    node = MigratedNode.start();
    galera = node.galera();
    roll =
        new WorkerRoll(
            galera.transactions(),
            galera.reads(),
            new AuditLog(galera.ids(), Clock.systemUTC(), "dc1"),
            new Outbox(galera.ids(), Clock.systemUTC(), "dc1"),
            Duration.ofHours(1),
            id -> Optional.empty());
    run(
        "INSERT INTO datacenter (name, epoch, state, workers, changed_at)"
            + " VALUES ('dc1', 1, 'up', 0, UTC_TIMESTAMP(3))");
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @AfterEach
  void clear() {
    run("DELETE FROM worker");
    run("DELETE FROM audit");
  }

  @Test
  void aDrainIsOfAllSessionsOfTheNameInTheDatacenter() {
    enter(OLD, NEW, OTHER);
    roll.enter("dc2", alive(NEWEST));
    assertThat(drain(OLD).state()).isEqualTo("drained");
    assertThat(states())
        .isEqualTo(Map.of(OLD, "draining", NEW, "draining", OTHER, "active", NEWEST, "active"));
    assertThat(drain(NEW).state()).as("again").isEqualTo("drained");
    assertThat(audited()).isEqualTo(1);
    passTime();
    enter(NEW, OTHER);
    assertThat(states()).isEqualTo(Map.of(NEW, "draining", OTHER, "active", NEWEST, "active"));
  }

  @Test
  void anUndrainIsOfAllSessionsOfTheNameToo() {
    enter(OLD, NEW);
    drain(OLD);
    assertThat(undrain(NEW).state()).isEqualTo("active");
    enter(NEW, NEWEST);
    assertThat(states()).isEqualTo(Map.of(NEW, "active", NEWEST, "active"));
  }

  @Test
  void theLastDrainingRowStaysUntilASessionOfItsNameHasTakenItsPlace() {
    enter(OLD);
    drain(OLD);
    passTime();
    enter();
    assertThat(states()).isEqualTo(Map.of(OLD, "draining"));
    enter(NEW, OTHER);
    assertThat(states()).isEqualTo(Map.of(OLD, "draining", NEW, "draining", OTHER, "active"));
    enter(NEW, OTHER);
    assertThat(states()).isEqualTo(Map.of(NEW, "draining", OTHER, "active"));
  }

  @Test
  void aDrainLastsWhileMoreSessionsComeThanAreEnteredAtOnce() {
    enter(OLD);
    drain(OLD);
    passTime();
    Map<String, WorkerRegistration> many = alive(NEW);
    for (int number = 0; number < 450; number++) {
      many.putAll(alive("m%d-00000000-0000".formatted(number)));
    }
    for (int round = 0; round < 4; round++) {
      roll.enter("dc1", many);
      assertThat(states())
          .as("round " + round)
          .doesNotContainEntry(NEW, "active")
          .containsAnyOf(Map.entry(OLD, "draining"), Map.entry(NEW, "draining"));
    }
    assertThat(states()).hasSize(451).doesNotContainKey(OLD).containsEntry(NEW, "draining");
  }

  @Test
  void aSessionThatIsOnlyAboutToBeginKeepsItsRow() {
    enter(OLD);
    drain(OLD);
    passTime();
    new Readmission(galera.transactions(), galera.reads(), "dc1").admit(NEW, registration(NEW));
    enter(OLD);
    assertThat(states()).isEqualTo(Map.of(OLD, "draining", NEW, "draining"));
    passTime();
    enter(OLD);
    assertThat(states()).as("it did not begin").isEqualTo(Map.of(OLD, "draining"));
  }

  @Test
  void aSessionThatWasEnteredWhileItsNameWasDrainedIsDrainedToo() {
    enter(OLD, NEW);
    run("UPDATE worker SET state = 'draining' WHERE id = ?", OLD);
    passTime();
    enter(NEW);
    assertThat(states()).isEqualTo(Map.of(OLD, "draining", NEW, "draining"));
  }

  @Test
  void whatWasDrainedMeanwhileIsNotDeletedAsActive() {
    enter(OLD, NEW);
    drain(OLD);
    galera
        .transactions()
        .run(
            "test",
            tx -> {
              WorkerDao.delete(tx, WorkerDao.ACTIVE, List.of(OLD, NEW));
              return true;
            });
    assertThat(states()).isEqualTo(Map.of(OLD, "draining", NEW, "draining"));
  }

  private static void enter(String... ids) {
    roll.enter("dc1", alive(ids));
  }

  private static Map<String, WorkerRegistration> alive(String... ids) {
    Map<String, WorkerRegistration> alive = new HashMap<>();
    for (String id : ids) {
      alive.put(id, registration(id));
    }
    return alive;
  }

  private static WorkerRegistration registration(String id) {
    return new WorkerRegistration(
        SessionId.nameOf(id), 1, List.of("sim"), List.of("sim"), WorkerLabels.NONE);
  }

  private static WorkerView drain(String id) {
    return galera.transactions().run("test", tx -> roll.drain(tx, OPERATOR, id));
  }

  private static WorkerView undrain(String id) {
    return galera.transactions().run("test", tx -> roll.undrain(tx, OPERATOR, id));
  }

  private static Map<String, String> states() {
    return galera
        .reads()
        .run(
            "test",
            Consistency.strong(),
            handle -> {
              Map<String, String> states = new TreeMap<>();
              handle
                  .createQuery("SELECT id, state FROM worker")
                  .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                  .forEach(one -> states.put(one.getKey(), one.getValue()));
              return states;
            });
  }

  private static int audited() {
    return galera
        .reads()
        .run(
            "test",
            Consistency.strong(),
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM audit WHERE action = 'worker.drain'")
                    .mapTo(Integer.class)
                    .one());
  }

  /** As if all had been entered long ago. */
  private static void passTime() {
    run("UPDATE worker SET since = since - INTERVAL 1 DAY");
  }

  private static int run(String sql, Object... values) {
    return galera.transactions().run("test", tx -> tx.execute(sql, values));
  }
}
