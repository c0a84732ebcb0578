package io.cooperage.drill.run;

import io.cooperage.drill.definition.Bound;
import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.definition.Step;
import io.cooperage.drill.report.DrillReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Breaks something on purpose, as a definition says, and judges the outcome. */
public final class DrillRun {

  private static final Duration LONG_JOBS_LEAD = Duration.ofSeconds(2);

  private final DrillPlan plan;
  private final DrillSite site;
  private final long seed;
  private final PrintStream out;

  /**
   * @param seed of the load's dice
   * @param out where it says what happens when
   */
  public DrillRun(DrillDefinition definition, DrillSite site, long seed, PrintStream out) {
    this.plan = DrillPlan.of(definition, site.topology());
    this.site = site;
    this.seed = seed;
    this.out = out;
  }

  /**
   * Runs it, and writes its report.
   *
   * @param command that the report names as its origin
   * @throws IllegalStateException before anything is broken, if it would not be survived, or the
   *     steady state does not hold
   */
  public DrillReport run(String command) throws InterruptedException {
    plan.refusal().ifPresent(DrillRun::refuse);
    requireFaults();
    DrillDefinition definition = plan.definition();
    try (DrillSession session = new DrillSession(plan, site, seed, out);
        Guard guard = guard(session);
        InjectedFaults faults = new InjectedFaults(site.faults(), out)) {
      session.installCatalog();
      session.startLoad();
      session.pass(definition.leadIn());
      requireSteadyState(guard);
      if (definition.load().longJobs() > 0) {
        session.mark("long jobs begin");
        session.startLongClusters();
        session.pass(LONG_JOBS_LEAD);
      }
      guard.watch();
      Course course = new Course(plan, session, site, faults, guard);
      course.play();
      session.stopLoad();
      session.awaitSettled();
      DrillReport report = new Judgement(plan, session, course).report(command, guard.breached());
      session.write(report);
      return report;
    }
  }

  private void requireFaults() {
    for (Step step : plan.definition().timeline()) {
      if (!site.faults().kinds().contains(step.fault().kind())) {
        refuse(
            "Nothing was broken: %s cannot be done here; see docs/reference/faults.md."
                .formatted(step.fault().what()));
      }
    }
  }

  private Guard guard(DrillSession session) {
    return new Guard(
        plan.definition().guardrails(),
        Set.copyOf(session.survivors()),
        session::history,
        session.clock()::now);
  }

  private void requireSteadyState(Guard guard) {
    List<Bound> exceeded = guard.exceeded(plan.definition().steadyState());
    if (!exceeded.isEmpty()) {
      refuse(
          "Nothing was broken: the steady state does not hold ("
              + exceeded.stream().map(Bound::toString).collect(Collectors.joining("; "))
              + "). See `bin/cooperage lab status`, or use a lower rate.");
    }
  }

  private static void refuse(String why) {
    throw new IllegalStateException(why);
  }
}
