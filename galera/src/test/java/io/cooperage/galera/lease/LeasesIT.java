package io.cooperage.galera.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.galera.Galera;
import io.cooperage.galera.TestGalera;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LeasesIT {

  private static final String DATABASE = "leases_it";
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

  private static Leases leases(int node) {
    return NODES.get(node - 1).leases();
  }

  @Test
  void anEpochGrowsWithEveryClaimAndSaysWhere() {
    long last = 0;
    for (int node : new int[] {1, 3, 2, 2, 1}) {
      Lease lease =
          leases(node).claim("wanderer", TestGalera.holder(node, "server-" + node)).orElseThrow();
      assertThat(lease.epoch()).isGreaterThan(last);
      assertThat(lease.epoch() % 3).isEqualTo(node % 3);
      last = lease.epoch();
      assertThat(leases(node).release(lease)).isTrue();
    }
  }

  @Test
  void aHeldLeaseIsRefusedToOthersButNotToItsRestartedHolder() {
    Lease first = leases(1).claim("one", TestGalera.holder(1, "a")).orElseThrow();
    assertThat(leases(2).claim("one", TestGalera.holder(2, "b"))).isEmpty();
    Lease again = leases(1).claim("one", TestGalera.holder(1, "a")).orElseThrow();
    assertThat(again.epoch()).isGreaterThan(first.epoch());
    assertThat(leases(1).renew(first)).as("the former self is fenced").isFalse();
    assertThat(leases(1).renew(again)).isTrue();
  }

  @Test
  void ofThreeThatClaimAtOnceOneWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      String name = "race" + round;
      ExecutorService executor = Executors.newFixedThreadPool(3);
      List<Future<Optional<Lease>>> claims = new ArrayList<>();
      for (int node = 1; node <= 3; node++) {
        int at = node;
        claims.add(executor.submit(() -> leases(at).claim(name, TestGalera.holder(at, "s" + at))));
      }
      int won = 0;
      for (Future<Optional<Lease>> claim : claims) {
        won += claim.get().isPresent() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
      executor.shutdown();
    }
  }

  @Test
  void aLeaseThatBeatSinceItWasSeenCannotBeExpired() {
    Lease held = leases(1).claim("beating", TestGalera.holder(1, "a")).orElseThrow();
    Lease seen = leases(2).find("beating").orElseThrow();
    assertThat(leases(1).renew(held)).isTrue();
    assertThat(leases(2).expire(seen)).isFalse();
    assertThat(leases(1).renew(held)).isTrue();
  }

  @Test
  void anExpiredHolderCanNeitherRenewNorReleaseAndTheNextOneMayClaim() {
    Lease held = leases(1).claim("silent", TestGalera.holder(1, "a")).orElseThrow();
    Lease seen = leases(2).find("silent").orElseThrow();
    assertThat(leases(2).expire(seen)).isTrue();
    assertThat(leases(3).expire(seen)).as("only one expires it").isFalse();
    assertThat(leases(1).renew(held)).isFalse();
    assertThat(leases(1).release(held)).isFalse();
    Lease next = leases(3).claim("silent", TestGalera.holder(3, "c")).orElseThrow();
    assertThat(next.epoch()).isGreaterThan(held.epoch());
  }

  @Test
  void ofThreeThatExpireAtOnceOneDoes() throws Exception {
    Lease held = leases(1).claim("doomed", TestGalera.holder(1, "a")).orElseThrow();
    ExecutorService executor = Executors.newFixedThreadPool(3);
    List<Future<Boolean>> expiries = new ArrayList<>();
    for (int node = 1; node <= 3; node++) {
      int at = node;
      expiries.add(executor.submit(() -> leases(at).expire(held)));
    }
    int done = 0;
    for (Future<Boolean> expiry : expiries) {
      done += expiry.get() ? 1 : 0;
    }
    executor.shutdown();
    assertThat(done).isEqualTo(1);
  }

  @Test
  void leasesAreListedByPrefix() {
    leases(1).claim("list/a_1", TestGalera.holder(1, "a"));
    leases(1).claim("list/b%2", TestGalera.holder(1, "a"));
    leases(1).claim("lists", TestGalera.holder(1, "a"));
    assertThat(leases(1).list("list/"))
        .extracting(Lease::name)
        .containsExactly("list/a_1", "list/b%2");
  }
}
