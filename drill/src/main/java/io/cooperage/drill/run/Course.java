package io.cooperage.drill.run;

import io.cooperage.drill.definition.Bound;
import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.definition.Forecast;
import io.cooperage.drill.definition.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Plays a timeline: lets the faults come and go, and watches what they take. */
final class Course {

  private final DrillPlan plan;
  private final DrillSession session;
  private final DrillSite site;
  private final InjectedFaults faults;
  private final Guard guard;
  private final Map<Step, OngoingLoss> ongoing = new LinkedHashMap<>();
  private final List<Loss> losses = new ArrayList<>();
  private long firstFault;

  Course(DrillPlan plan, DrillSession session, DrillSite site, InjectedFaults faults, Guard guard) {
    this.plan = plan;
    this.session = session;
    this.site = site;
    this.faults = faults;
    this.guard = guard;
  }

  /** Until the load after the last fault is over, or a guardrail is hit; then all is healed. */
  void play() throws InterruptedException {
    long zero = session.clock().now();
    firstFault = zero + micros(plan.forecasts().get(0).at());
    for (Forecast forecast : plan.forecasts()) {
      session.passUntil(zero + micros(forecast.at()), guard::hit);
      if (guard.hit()) {
        abort();
        return;
      }
      if (forecast.healed()) {
        heal(forecast.step());
      } else {
        inject(forecast);
      }
    }
    session.passUntil(session.clock().now() + micros(plan.definition().leadOut()), guard::hit);
  }

  private void abort() throws InterruptedException {
    session.mark("guardrail: " + guard.breached().map(Bound::toString).orElse(""));
    for (Step step : List.copyOf(ongoing.keySet())) {
      healNow(step);
    }
    faults.close();
  }

  private void inject(Forecast forecast) {
    Step step = forecast.step();
    boolean takesOver = plan.definition().load().longJobs() > 0;
    OngoingLoss loss = OngoingLoss.expect(forecast, session, takesOver);
    ongoing.put(step, loss);
    AtomicLong begun = new AtomicLong();
    faults.inject(step, () -> begun.set(begin(forecast)));
    loss.stands(begun.get(), session.mark(step.fault().what() + " stands"));
  }

  /** When half of a volley is under way: the moment for a fault that takes a datacenter. */
  private long begin(Forecast forecast) {
    if (!forecast.lost().isEmpty() && plan.definition().load().volley() > 0) {
      session.volley(forecast.lost()).join();
    }
    return session.mark(forecast.step().fault().what());
  }

  /** As planned: not before it is known who took the jobs of what was lost. */
  private void heal(Step step) throws InterruptedException {
    ongoing.get(step).awaitTakeover();
    healNow(step);
  }

  private void healNow(Step step) throws InterruptedException {
    OngoingLoss loss = ongoing.remove(step);
    Map<String, Supplier<Return>> returning = new LinkedHashMap<>();
    loss.datacenters().forEach(dc -> returning.put(dc, site.returning(dc)));
    long healed = session.mark("heal " + step.fault().what());
    OptionalLong hits =
        session
            .ask(step.fault().what() + " is healed", () -> faults.heal(step))
            .orElse(OptionalLong.empty());
    hits.ifPresent(count -> session.mark(step.fault().what() + " hit " + count + " times"));
    List<Return> returns = new ArrayList<>();
    returning.forEach(
        (datacenter, back) -> {
          session.ask(datacenter + " comes back", back).ifPresent(returns::add);
          session.mark("back " + datacenter);
        });
    long over = session.clock().now();
    loss.awaitTakeover();
    losses.add(loss.end(step, healed, over, returns, hits));
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  /** When the first fault came. Microseconds on the drill's clock. */
  long firstFault() {
    return firstFault;
  }

  /** What the faults did, in the order in which they were healed. */
  List<Loss> losses() {
    return List.copyOf(losses);
  }
}
