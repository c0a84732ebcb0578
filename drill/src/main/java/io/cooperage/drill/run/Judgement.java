package io.cooperage.drill.run;

import io.cooperage.drill.definition.Bound;
import io.cooperage.drill.definition.Clients;
import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.definition.Forecast;
import io.cooperage.drill.definition.Limit;
import io.cooperage.drill.definition.Limit.Measured;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.DroppedInFlight.InFlight;
import io.cooperage.drill.history.MinorityWrites;
import io.cooperage.drill.history.WorkGaps;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what a drill that is over has shown. */
final class Judgement {

  private static final Duration BEYOND_SUSPICION = Duration.ofSeconds(1);

  private final DrillPlan plan;
  private final DrillSession session;
  private final Course course;
  private final Evidence evidence;
  private final List<Anomaly> anomalies = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();

  Judgement(DrillPlan plan, DrillSession session, Course course) {
    this.plan = plan;
    this.session = session;
    this.course = course;
    this.evidence = session.evidence(deaths());
  }

  /** When the workers of a datacenter were gone for certain. */
  private Map<String, List<Instant>> deaths() {
    Map<String, List<Instant>> deaths = new HashMap<>();
    for (Loss loss : course.losses()) {
      FaultSpec fault = loss.step().fault();
      if (fault.killsWorkers()) {
        Instant death = session.clock().instant(loss.stood());
        Collection<String> places =
            fault.targets().isEmpty() ? plan.topology().datacenters() : fault.targets();
        places.forEach(dc -> deaths.computeIfAbsent(dc, key -> new ArrayList<>()).add(death));
      }
    }
    return deaths;
  }

  /**
   * The report.
   *
   * @param breached the guardrail that ended the drill, if one did
   */
  DrillReport report(String command, Optional<Bound> breached) {
    anomalies.addAll(evidence.anomalies());
    breached.ifPresent(
        bound ->
            figures.add(Figure.guarantee("no guardrail is hit", bound.toString(), "none", false)));
    List<InFlight> inFlight =
        course.losses().stream().findFirst().map(this::inFlight).orElse(List.of());
    if (!plan.definition().blackout()) {
      figures.addAll(evidence.reads());
    }
    figures.addAll(evidence.outages(session, course.firstFault(), this::outageLimit));
    course.losses().forEach(this::judge);
    judgePauses();
    figures.addAll(CutCommits.figures(course.losses(), fewestCuts()));
    figures.addAll(Stresses.figures(course.losses()));
    judgeSuspicions();
    facts.put("forecast", plan.forecasts());
    return evidence.report(
        session, session.origin(command), course.firstFault(), inFlight, anomalies, figures, facts);
  }

  /** Where clients lose their door, some of their writes must have been lost with it. */
  private List<InFlight> inFlight(Loss loss) {
    List<InFlight> inFlight = evidence.inFlight(loss.begun(), loss.stood());
    Forecast forecast = plan.when(loss.step());
    boolean doorsLost = !forecast.lost().isEmpty() && forecast.minority().isEmpty();
    if (doorsLost && plan.definition().load().volley() > 0) {
      int cutOff = inFlight.stream().mapToInt(InFlight::unknown).sum();
      figures.add(Figure.some("writes cut off in mid-flight, to judge by", cutOff));
    }
    return inFlight;
  }

  private void judge(Loss loss) {
    if (!plan.when(loss.step()).minority().isEmpty()) {
      judgeMinority(loss);
    }
    loss.takeover()
        .ifPresent(takeover -> figures.addAll(takeover.figures(limit(Measured.TAKEOVER))));
    loss.returns().forEach(back -> figures.addAll(back.figures()));
    facts.put(factName(loss), loss);
  }

  /** A fault may come again. */
  private String factName(Loss loss) {
    String what = loss.step().fault().what();
    return facts.containsKey(what) ? what + " at " + loss.step().at().toSeconds() + " s" : what;
  }

  private void judgeMinority(Loss loss) {
    Duration bound = plan.topology().suspect().plus(BEYOND_SUSPICION);
    long deadline = loss.stood() + bound.toNanos() / 1_000;
    for (String datacenter : plan.when(loss.step()).minority()) {
      anomalies.addAll(
          MinorityWrites.accepted(
              evidence.history().operations(), datacenter, loss.stood(), loss.healed()));
      anomalies.addAll(
          MinorityWrites.handedOut(
              evidence.executions(),
              datacenter,
              session.clock().instant(deadline),
              session.clock().instant(loss.healed())));
    }
    figures.add(
        Evidence.none(
            anomalies, Anomaly.Kind.MINORITY_WROTE, "writes and tasks of the minority", ""));
    MinorityAnswers answers =
        MinorityAnswers.of(
            evidence.history().operations(),
            plan.when(loss.step()).minority(),
            loss.stood(),
            deadline,
            loss.healed());
    figures.addAll(answers.figures(limit(Measured.REFUSAL).orElse(bound)));
    facts.put("answers of the minority", answers);
  }

  private void judgePauses() {
    List<Instant> moments =
        evidence.executions().stream()
            .flatMap(one -> Stream.concat(Stream.of(one.started()), one.ended().stream()))
            .toList();
    figures.add(
        Figure.within(
            "longest time without a task beginning or ending",
            WorkGaps.longest(moments, session.clock().instant(course.firstFault())),
            limit(Measured.PAUSE)));
  }

  private void judgeSuspicions() {
    Suspicions suspicions = Suspicions.of(plan, course.losses(), session.viewsLost());
    figures.add(suspicions.figure(limits(Measured.FALSE_SUSPICIONS).mapToInt(Limit::count).min()));
    facts.put("views that lost a member", suspicions.describe());
  }

  private Optional<Duration> outageLimit(Clients clients) {
    return limits(Measured.OUTAGE)
        .filter(
            limit -> limit.clients().filter(of -> of == clients || of == Clients.ALL).isPresent())
        .map(Limit::time)
        .min(Duration::compareTo);
  }

  private Optional<Duration> limit(Measured measured) {
    return limits(measured).map(Limit::time).min(Duration::compareTo);
  }

  private Stream<Limit> limits(Measured measured) {
    return plan.definition().limits().stream().filter(limit -> limit.figure() == measured);
  }

  private Optional<Integer> fewestCuts() {
    return plan.definition().limits().stream()
        .flatMap(limit -> limit.atLeast().stream())
        .max(Integer::compareTo);
  }
}
