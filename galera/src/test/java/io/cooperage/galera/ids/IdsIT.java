package io.cooperage.galera.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.galera.Galera;
import io.cooperage.galera.TestGalera;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdsIT {

  private static final String DATABASE = "ids_it";
  private static final IdConfig SMALL = new IdConfig(3, 24, Duration.ofMillis(100));
  private static final List<Galera> NODES = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    TestGalera.createDatabase(DATABASE);
    for (int node = 1; node <= 3; node++) {
      NODES.add(TestGalera.open(node, DATABASE));
    }
  }

  @AfterAll
  static void stop() {
    NODES.forEach(Galera::close);
  }

  @Test
  void threeDatacentersWithTwoServersEachNeverHandOutTheSameId() throws Exception {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    for (int incarnation = 0; incarnation < 2; incarnation++) {
      ExecutorService executor = Executors.newCachedThreadPool();
      List<Future<Integer>> takers = new ArrayList<>();
      for (int server = 0; server < 6; server++) {
        int node = server % 3 + 1;
        IdAllocator ids = allocator(node);
        for (int thread = 0; thread < 2; thread++) {
          takers.add(executor.submit(() -> take(ids, node, seen)));
        }
      }
      int taken = 0;
      for (Future<Integer> taker : takers) {
        taken += taker.get();
      }
      assertThat(seen).hasSize((incarnation + 1) * taken);
      executor.shutdown();
    }
  }

  private static int take(IdAllocator ids, int node, Set<Long> seen) {
    long before = 0;
    for (int i = 0; i < 60; i++) {
      long id = ids.next("cluster");
      assertThat(id % 3).isEqualTo(node % 3);
      assertThat(id).isGreaterThan(before);
      assertThat(seen.add(id)).as("id %d is new", id).isTrue();
      before = id;
    }
    return 60;
  }

  @Test
  void theFirstIdsAreStartNumAndItsSuccessors() {
    IdAllocator ids = allocator(2);
    assertThat(List.of(ids.next("fresh"), ids.next("fresh"), ids.next("fresh"), ids.next("fresh")))
        .containsExactly(2L, 5L, 8L, 11L);
  }

  @Test
  void aCollidingSpaceIsRefusedAndTheMessageNamesBothAndTheRemedy() {
    register(1, "east", new IdSpace(101, 100));
    register(1, "east", new IdSpace(101, 100));
    assertThatThrownBy(() -> register(2, "west", new IdSpace(51, 50)))
        .isInstanceOf(CollidingIdSpaceException.class)
        .hasMessageContaining("Datacenter west")
        .hasMessageContaining("datacenter east")
        .hasMessageContaining("ids.startNum of its own");
    register(2, "west", new IdSpace(102, 100));
  }

  @Test
  void ofThreeThatRegisterTheSameSpaceAtOnceOneWins() throws Exception {
    for (int round = 0; round < 5; round++) {
      IdSpace space = new IdSpace(210 + round, 100_000);
      ExecutorService executor = Executors.newFixedThreadPool(3);
      List<Future<?>> all = new ArrayList<>();
      for (int node = 1; node <= 3; node++) {
        int at = node;
        String name = "race" + round + "-" + node;
        all.add(executor.submit(() -> register(at, name, space)));
      }
      int refused = 0;
      for (Future<?> one : all) {
        try {
          one.get();
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(CollidingIdSpaceException.class);
          refused++;
        }
      }
      assertThat(refused).isEqualTo(2);
      executor.shutdown();
    }
  }

  @Test
  void aChangedSpaceGoesOnAboveEverythingEverTaken() {
    register(1, "mover", new IdSpace(900_050, 10_000_000));
    IdAllocator before =
        new IdAllocator(
            NODES.get(0).housekeeping(), "mover", new IdSpace(900_050, 10_000_000), SMALL);
    Set<Long> taken = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      taken.add(before.next("moved"));
    }
    IdSpace changed = new IdSpace(900_060, 20_000_000);
    register(1, "mover", changed);
    IdAllocator after = new IdAllocator(NODES.get(1).housekeeping(), "mover", changed, SMALL);
    long next = after.next("moved");
    assertThat(taken).allMatch(id -> id < next);
    assertThat(changed.contains(next)).isTrue();
    assertThatThrownBy(
            () -> {
              while (true) {
                before.next("moved");
              }
            })
        .as("a server with the old configuration is refused at its next block")
        .isInstanceOf(CollidingIdSpaceException.class);
  }

  private static IdAllocator allocator(int node) {
    return new IdAllocator(
        NODES.get(node - 1).housekeeping(), "dc" + node, new IdSpace(node, 3), SMALL);
  }

  private static void register(int node, String datacenter, IdSpace space) {
    NODES
        .get(node - 1)
        .transactions()
        .run(
            "test.register",
            tx -> {
              IdSpaces.register(tx, datacenter, space);
              return null;
            });
  }
}
