package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.drill.definition.Bound;
import io.cooperage.drill.definition.Bound.Measure;
import io.cooperage.drill.definition.Clients;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.LedgerEvent.Completed;
import io.cooperage.drill.history.LedgerEvent.Invoked;
import io.cooperage.drill.history.OperationKind;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.history.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GuardTest {

  private static final long SECOND = 1_000_000;

  private final List<LedgerEvent> events = new ArrayList<>();
  private long now = 30 * SECOND;

  private Guard guard(Bound... bounds) {
    return new Guard(
        List.of(bounds), Set.of("dc1"), () -> History.of(List.copyOf(events)), () -> now);
  }

  private void begun(long op, String clients, long at) {
    events.add(
        new Invoked(
            op,
            clients,
            OperationKind.GET,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            at));
  }

  private void ended(long op, String clients, long at, long until, Verdict verdict) {
    begun(op, clients, at);
    events.add(
        new Attempted(
            op,
            1,
            at,
            until,
            verdict,
            verdict == Verdict.OK ? 200 : 503,
            "",
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    events.add(new Completed(op, until, verdict == Verdict.OK ? Outcome.OK : Outcome.FAIL));
  }

  @Test
  void silenceIsTheTimeInWhichSomebodyWaitsAndNobodyIsAnswered() {
    Bound bound = new Bound(Measure.SILENCE, Clients.SURVIVORS, "5s");
    ended(1, "dc1", 10 * SECOND, 11 * SECOND, Verdict.OK);
    assertThat(guard().exceeded(List.of(bound))).as("nobody waits").isEmpty();

    begun(2, "dc1", 26 * SECOND);
    assertThat(guard().exceeded(List.of(bound))).as("waits for 4 s").isEmpty();
    now += 2 * SECOND;
    assertThat(guard().exceeded(List.of(bound))).as("waits for 6 s").containsExactly(bound);

    ended(3, "dc1", 28 * SECOND, 31 * SECOND, Verdict.OK);
    assertThat(guard().exceeded(List.of(bound))).as("another was answered").isEmpty();
  }

  @Test
  void failuresAreTheShareOfTheRequestsOfTheLastTenSeconds() {
    Bound bound = new Bound(Measure.FAILURES, Clients.ALL, "20%");
    ended(1, "dc1", 10 * SECOND, 11 * SECOND, Verdict.DROPPED);
    ended(2, "global", 25 * SECOND, 26 * SECOND, Verdict.OK);
    ended(3, "global", 25 * SECOND, 26 * SECOND, Verdict.OK);
    ended(4, "dc1", 25 * SECOND, 26 * SECOND, Verdict.OK);
    ended(5, "dc1", 25 * SECOND, 26 * SECOND, Verdict.OK);
    assertThat(guard().exceeded(List.of(bound))).isEmpty();
    ended(6, "dc1", 25 * SECOND, 26 * SECOND, Verdict.UNKNOWN);
    assertThat(guard().exceeded(List.of(bound))).as("one of five: not above").isEmpty();
    ended(7, "global", 25 * SECOND, 26 * SECOND, Verdict.DROPPED);
    assertThat(guard().exceeded(List.of(bound))).containsExactly(bound);
  }

  @Test
  void slownessIsThe99thPercentileOfWhatEndedInTheLastTenSeconds() {
    Bound bound = new Bound(Measure.SLOWNESS, Clients.GLOBAL, "500ms");
    ended(1, "dc1", 25 * SECOND, 29 * SECOND, Verdict.OK);
    ended(2, "global", 28 * SECOND, 28 * SECOND + 400_000, Verdict.OK);
    assertThat(guard().exceeded(List.of(bound))).isEmpty();
    ended(3, "global", 28 * SECOND, 28 * SECOND + 600_000, Verdict.OK);
    assertThat(guard().exceeded(List.of(bound))).containsExactly(bound);
  }

  @Test
  void clientsWithoutAPromiseAreNobodysConcern() {
    begun(1, "dc2", 10 * SECOND);
    begun(2, "dc2-volley", 10 * SECOND);
    begun(3, "global-volley", 10 * SECOND);
    Bound bound = new Bound(Measure.SILENCE, Clients.ALL, "1s");
    assertThat(guard().exceeded(List.of(bound))).isEmpty();
  }

  @Test
  void whatIsHitOnceStaysHit() {
    Bound bound = new Bound(Measure.SILENCE, Clients.ALL, "1s");
    begun(1, "dc1", 10 * SECOND);
    try (Guard guard = guard(bound)) {
      guard.watch();
      Awaitility.await().until(guard::hit);
      ended(2, "dc1", 29 * SECOND, 30 * SECOND, Verdict.OK);
      assertThat(guard.breached()).contains(bound);
    }
  }

  /** A drill that goes on unwatched would break more than it may. */
  @Test
  void oneThatCannotLookIsNoGuard() {
    Bound bound = new Bound(Measure.SILENCE, Clients.ALL, "5s");
    try (Guard guard =
        new Guard(
            List.of(bound),
            Set.of("dc1"),
            () -> {
              throw new IllegalArgumentException("no ledger");
            },
            () -> now)) {
      guard.watch();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(guard::hit)
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageContaining("no ledger"));
    }
  }
}
