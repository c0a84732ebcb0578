package io.cooperage.drill.run;

import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.definition.Forecast;
import io.cooperage.drill.fault.FaultSite;
import java.io.PrintStream;
import java.time.Duration;

/** Only the faults of a drill, at their times: without its load, and without being judged. */
final class FaultTimeline {

  private final DrillPlan plan;
  private final FaultSite site;
  private final PrintStream out;
  private final long begin = System.nanoTime();

  FaultTimeline(DrillPlan plan, FaultSite site, PrintStream out) {
    this.plan = plan;
    this.site = site;
    this.out = out;
  }

  /** From the lead-in to the end of the lead-out; however it ends, all faults are healed. */
  void play() throws InterruptedException {
    DrillDefinition definition = plan.definition();
    try (InjectedFaults faults = new InjectedFaults(site, out)) {
      for (Forecast forecast : plan.forecasts()) {
        await(definition.leadIn().plus(forecast.at()));
        out.printf("%7.2f s  %s%n", (System.nanoTime() - begin) / 1e9, forecast.event());
        if (forecast.healed()) {
          faults.heal(forecast.step());
        } else {
          faults.inject(forecast.step(), () -> {});
        }
      }
      Thread.sleep(definition.leadOut().toMillis());
    }
  }

  private void await(Duration sinceBegin) throws InterruptedException {
    long left = sinceBegin.toNanos() - (System.nanoTime() - begin);
    Thread.sleep(Math.max(0, left / 1_000_000));
  }
}
