package io.cooperage.galera.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final LeaseWatch watch = new LeaseWatch(Duration.ofSeconds(4), clock::get);

  @Test
  void aBeatThatStandsStillForTheLeaseTimeIsReported() {
    for (int second = 0; second < 4; second++) {
      assertThat(watch.observe(List.of(lease("a", 1, 7)))).isEmpty();
      pass(1000);
    }
    assertThat(watch.observe(List.of(lease("a", 1, 7)))).containsExactly(lease("a", 1, 7));
    assertThat(watch.silence("a")).isEqualTo(Optional.of(Duration.ofSeconds(4)));
  }

  @Test
  void aBeatOrANewEpochStartsTheTimeAnew() {
    observeFor(3000, lease("a", 1, 7));
    observeFor(3000, lease("a", 1, 8));
    assertThat(observeFor(3000, lease("a", 4, 8))).isEmpty();
  }

  @Test
  void aReleasedLeaseIsNobodysDeath() {
    observeFor(3000, lease("a", 1, 7));
    Lease released = new Lease("a", "h", "dc1", "", 1, 7, LeaseState.RELEASED);
    assertThat(observeFor(5000, released)).isEmpty();
    assertThat(watch.silence("a")).isEmpty();
  }

  @Test
  void aWatcherThatSleptAccusesNobody() {
    observeFor(1000, lease("a", 1, 7));
    pass(60_000);
    assertThat(watch.observe(List.of(lease("a", 1, 7)))).isEmpty();
    assertThat(observeFor(3500, lease("a", 1, 7))).isEmpty();
    assertThat(observeFor(1000, lease("a", 1, 7))).hasSize(1);
  }

  @Test
  void aLeaseThatReappearsStartsAnew() {
    observeFor(3000, lease("a", 1, 7));
    watch.observe(List.of());
    assertThat(observeFor(3000, lease("a", 1, 7))).isEmpty();
  }

  @Test
  void aHolderStopsBeforeTheOthersTakeOver() {
    LeaseHold hold =
        new LeaseHold(Duration.ofSeconds(4), Duration.ofSeconds(1), clock::get, clock.get());
    pass(2000);
    long sent = clock.get();
    pass(500);
    hold.renewed(sent);
    pass(2400);
    assertThat(hold.isValid()).isTrue();
    pass(100);
    assertThat(hold.isValid()).as("counted from when the renewal left").isFalse();
    hold.renewed(sent - 1);
    assertThat(hold.isValid()).isFalse();
  }

  private List<Lease> observeFor(long millis, Lease lease) {
    List<Lease> overdue = List.of();
    for (long t = 0; t < millis; t += 500) {
      overdue = watch.observe(List.of(lease));
      pass(500);
    }
    return overdue;
  }

  private void pass(long millis) {
    clock.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  private static Lease lease(String name, long epoch, long beat) {
    return new Lease(name, "h", "dc1", "", epoch, beat, LeaseState.HELD);
  }
}
