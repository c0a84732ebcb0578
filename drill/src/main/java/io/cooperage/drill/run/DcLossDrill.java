package io.cooperage.drill.run;

import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.DroppedInFlight.InFlight;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Kills every process of a datacenter at once while clients and jobs are busy everywhere, starts it
 * again, and judges what was lost.
 */
public final class DcLossDrill implements Drill {

  /** Faster than the lab answers creates, so that they are under way when the signals go out. */
  private static final Duration VOLLEY = Duration.ofMillis(75);

  private final DrillSite site;
  private final DrillOptions options;

  public DcLossDrill(DrillSite site, DrillOptions options) {
    this.site = site;
    this.options = options;
  }

  @Override
  public String name() {
    return "dc-loss";
  }

  @Override
  public DrillReport run(String command, PrintStream out) throws InterruptedException {
    String victim = options.datacenter();
    try (DrillSession session = new DrillSession(name(), site, options, out);
        Fault fault = new Fault("start " + victim, () -> site.start(victim), out)) {
      session.installCatalog();
      session.startLoad();
      session.pass(options.before());
      session.mark("long jobs begin");
      List<String> longClusters = session.startLongClusters();
      session.pass(Duration.ofSeconds(2));
      Loss loss = kill(session, fault);
      Optional<Return> back = session.mend(fault, "start " + victim);
      session.pass(options.after());
      session.stopLoad();
      session.awaitSettled();
      DrillReport report = report(session, command, loss, back, longClusters);
      session.write(report);
      return report;
    }
  }

  private Loss kill(DrillSession session, Fault fault) throws InterruptedException {
    String victim = options.datacenter();
    TakeoverWatch watch = session.watch();
    AtomicLong begun = new AtomicLong();
    fault.inject(() -> site.kill(victim, () -> begun.set(amidTheVolley(session))));
    long killed = session.mark("killed " + victim);
    watch.lost(begun.get(), killed);
    CompletableFuture<Boolean> watching =
        CompletableFuture.supplyAsync(() -> Poll.until(Duration.ofSeconds(60), watch::poll));
    session.pass(options.during());
    watching.join();
    return new Loss(begun.get(), killed, watch.result());
  }

  /** When half of the volley is under way: the moment for the kill. */
  private long amidTheVolley(DrillSession session) {
    session.volley(VOLLEY).join();
    return session.mark("kill " + options.datacenter());
  }

  private DrillReport report(
      DrillSession session,
      String command,
      Loss loss,
      Optional<Return> back,
      List<String> longClusters) {
    Instant death = session.clock().instant(loss.killed());
    Evidence evidence = session.evidence(Map.of(options.datacenter(), List.of(death)));
    List<Anomaly> anomalies = evidence.anomalies();
    List<InFlight> inFlight = evidence.inFlight(loss.begun());
    int cutOff = inFlight.stream().mapToInt(InFlight::unknown).sum();
    List<Figure> figures = new ArrayList<>(evidence.reads());
    figures.add(Figure.some("writes cut off in mid-flight, to judge by", cutOff));
    figures.addAll(evidence.outages(session, loss.begun()));
    figures.addAll(loss.takeover().figures());
    back.map(Return::figures).ifPresent(figures::addAll);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("take-over", loss.takeover());
    back.ifPresent(known -> facts.put("return", known));
    facts.put("long clusters", longClusters.size());
    return evidence.report(
        session,
        session.origin(name(), command),
        loss.begun(),
        inFlight,
        anomalies,
        figures,
        facts);
  }

  private record Loss(long begun, long killed, Takeover takeover) {}
}
