package io.cooperage.drill.run;

import io.cooperage.drill.definition.Forecast;
import io.cooperage.drill.definition.Step;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.load.LoadGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Datacenters that a fault takes, while it stands: follows their jobs, and asks those that are
 * alive what they say. Used by one thread.
 */
final class OngoingLoss {

  private static final Duration WATCHED = Duration.ofSeconds(60);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);

  private final Map<String, TakeoverWatch> watches = new LinkedHashMap<>();
  private final Set<String> lost;
  private final Optional<LoadGenerator> probes;
  private final List<CompletableFuture<Boolean>> watching = new ArrayList<>();
  private long begun;
  private long stood;

  private OngoingLoss(Set<String> lost, Optional<LoadGenerator> probes) {
    this.lost = lost;
    this.probes = probes;
  }

  /**
   * Before the fault comes.
   *
   * @param takesOver whether the load sees to it that there are jobs to be taken over
   */
  static OngoingLoss expect(Forecast forecast, DrillSession session, boolean takesOver) {
    OngoingLoss loss =
        new OngoingLoss(
            forecast.lost(),
            forecast.minority().isEmpty()
                ? Optional.empty()
                : Optional.of(session.probes(forecast.minority())));
    if (forecast.survives() && takesOver) {
      forecast.lost().forEach(dc -> loss.watches.put(dc, session.watch(dc)));
    }
    loss.probes.ifPresent(LoadGenerator::start);
    return loss;
  }

  Set<String> datacenters() {
    return lost;
  }

  /** It stands; microseconds on the drill's clock. */
  void stands(long begunAt, long stoodAt) {
    begun = begunAt;
    stood = stoodAt;
    for (TakeoverWatch watch : watches.values()) {
      watch.lost(begunAt, stoodAt);
      watching.add(CompletableFuture.supplyAsync(() -> Poll.until(WATCHED, watch::poll)));
    }
  }

  void awaitTakeover() {
    watching.forEach(CompletableFuture::join);
  }

  /**
   * It was healed, and this is all that is known of it.
   *
   * @param over when all was back
   */
  Loss end(Step step, long healed, long over, List<Return> returns, OptionalLong hits)
      throws InterruptedException {
    if (probes.isPresent()) {
      try (LoadGenerator ending = probes.get()) {
        ending.stop();
        ending.awaitEnd(LAST_ANSWERS);
      }
    }
    return new Loss(
        step,
        begun,
        stood,
        healed,
        over,
        List.copyOf(lost),
        Takeover.all(watches.values().stream().map(TakeoverWatch::result).toList()),
        returns,
        hits);
  }
}
