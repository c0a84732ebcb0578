package io.cooperage.drill.run;

import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.MinorityWrites;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.load.LoadGenerator;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Cuts a datacenter off from the others while clients still reach it: it must refuse, say why, and
 * hand out nothing, while the majority goes on; then the cut is healed.
 */
public final class PartitionDrill implements Drill {

  private static final Duration BEYOND_SUSPICION = Duration.ofSeconds(1);
  private static final double PROBES_PER_SECOND = 5;

  /** About as long as cutting takes: what is sent from the first cut link on waits. */
  private static final Duration VOLLEY = Duration.ofMillis(750);

  private final DrillSite site;
  private final DrillOptions options;

  public PartitionDrill(DrillSite site, DrillOptions options) {
    this.site = site;
    this.options = options;
  }

  @Override
  public String name() {
    return "partition";
  }

  @Override
  public DrillReport run(String command, PrintStream out) throws InterruptedException {
    String victim = options.datacenter();
    try (DrillSession session = new DrillSession(name(), site, options, out);
        LoadGenerator probes = session.probes(victim, PROBES_PER_SECOND);
        Fault fault = new Fault("heal " + victim, () -> site.heal(victim), out)) {
      session.installCatalog();
      session.startLoad();
      session.pass(options.before());
      session.mark("long jobs begin");
      session.startLongClusters();
      session.pass(Duration.ofSeconds(2));
      Cut cut = cut(session, fault, probes);
      Optional<Return> back = session.mend(fault, "heal " + victim);
      session.pass(options.after());
      session.stopLoad();
      session.awaitSettled();
      DrillReport report = report(session, command, cut, back);
      session.write(report);
      return report;
    }
  }

  private Cut cut(DrillSession session, Fault fault, LoadGenerator probes)
      throws InterruptedException {
    String victim = options.datacenter();
    TakeoverWatch watch = session.watch();
    probes.start();
    long begun = session.mark("cut " + victim);
    session.volley(VOLLEY);
    fault.inject(() -> site.partition(victim));
    long cut = session.mark("cut off " + victim);
    watch.lost(begun, cut);
    CompletableFuture<Boolean> watching =
        CompletableFuture.supplyAsync(() -> Poll.until(Duration.ofSeconds(60), watch::poll));
    session.pass(options.during());
    watching.join();
    probes.stop();
    probes.awaitEnd(Duration.ofSeconds(15));
    return new Cut(begun, cut, session.clock().now(), watch.result());
  }

  private DrillReport report(DrillSession session, String command, Cut cut, Optional<Return> back) {
    String victim = options.datacenter();
    Evidence evidence = session.evidence(Map.of());
    Duration bound = site.suspicion().plus(BEYOND_SUSPICION);
    long deadline = cut.off() + bound.toNanos() / 1_000;
    List<Anomaly> anomalies = new ArrayList<>(evidence.anomalies());
    anomalies.addAll(
        MinorityWrites.accepted(evidence.history().operations(), victim, cut.off(), cut.healed()));
    anomalies.addAll(
        MinorityWrites.handedOut(
            evidence.executions(),
            victim,
            session.clock().instant(deadline),
            session.clock().instant(cut.healed())));
    MinorityAnswers answers =
        MinorityAnswers.of(evidence.history().operations(), victim, cut.off(), deadline);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Evidence.none(
            anomalies, Anomaly.Kind.MINORITY_WROTE, "writes and tasks of the minority", ""));
    figures.addAll(answers.figures(bound));
    figures.addAll(evidence.reads());
    figures.addAll(evidence.outages(session, cut.begun()));
    figures.addAll(cut.takeover().figures());
    back.map(Return::figures).ifPresent(figures::addAll);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("take-over", cut.takeover());
    back.ifPresent(known -> facts.put("return", known));
    facts.put("answers of the minority", answers);
    return evidence.report(
        session,
        session.origin(name(), command),
        cut.begun(),
        evidence.inFlight(cut.off()),
        anomalies,
        figures,
        facts);
  }

  private record Cut(long begun, long off, long healed, Takeover takeover) {}
}
