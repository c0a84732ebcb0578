package io.cooperage.drill.run;

import io.cooperage.drill.history.Anomaly;
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

/**
 * Kills every process of a datacenter at once while clients and jobs are busy everywhere, starts it
 * again, and judges what was lost.
 */
public final class DcLossDrill implements Drill {

  static final Duration TAKEOVER = Duration.ofSeconds(10);

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
    try (DrillSession session = new DrillSession(name(), site, options, out)) {
      session.installCatalog();
      session.startLoad();
      session.pass(options.before());
      session.mark("long jobs begin");
      List<String> longClusters = session.startLongClusters();
      session.pass(Duration.ofSeconds(2));
      Loss loss = kill(session);
      Return back = start(session);
      session.pass(options.after());
      session.stopLoad();
      session.awaitSettled();
      DrillReport report = report(session, command, loss, back, longClusters);
      session.directory().write(report);
      return report;
    }
  }

  private Loss kill(DrillSession session) {
    String victim = options.datacenter();
    long before = session.mark("kill " + victim);
    site.kill(victim);
    long killed = session.mark("killed " + victim);
    TakeoverWatch watch =
        new TakeoverWatch(session.observer(session.survivor()), victim, session.clock(), before);
    CompletableFuture<Boolean> watching =
        CompletableFuture.supplyAsync(() -> Poll.until(Duration.ofSeconds(60), watch::poll));
    session.pass(options.during());
    watching.join();
    return new Loss(before, killed, watch.result());
  }

  private Return start(DrillSession session) {
    String victim = options.datacenter();
    session.mark("start " + victim);
    Return back = site.start(victim);
    session.mark("back " + victim);
    return back;
  }

  private DrillReport report(
      DrillSession session, String command, Loss loss, Return back, List<String> longClusters) {
    Instant death = session.clock().instant(loss.killed());
    Evidence evidence = session.evidence(Map.of(options.datacenter(), List.of(death)));
    List<Anomaly> anomalies = evidence.anomalies();
    List<Figure> figures = new ArrayList<>(evidence.outages(session, loss.begun()));
    figures.addAll(takeover(loss.takeover()));
    figures.addAll(comeback(back));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("take-over", loss.takeover());
    facts.put("return", back);
    facts.put("long clusters", longClusters.size());
    return evidence.report(
        session, session.origin(name(), command), loss.begun(), anomalies, figures, facts);
  }

  static List<Figure> takeover(Takeover takeover) {
    return List.of(
        Figure.fact("jobs that the lost datacenter had", Integer.toString(takeover.jobs())),
        within("until all belonged to another", takeover.allMoved()),
        within("until the first worked elsewhere", takeover.firstTask()),
        within("until all worked elsewhere", takeover.allWorking()));
  }

  static List<Figure> comeback(Return back) {
    return List.of(
        Figure.fact("the database came back by", back.transfer()),
        Figure.fact("and had caught up after", Figure.seconds(back.synced())),
        Figure.fact("the datacenter was whole after", Figure.seconds(back.whole())));
  }

  private static Figure within(String name, Optional<Duration> value) {
    return value
        .map(duration -> Figure.atMost(name, duration, TAKEOVER))
        .orElseGet(() -> Figure.measured(name, "never", "≤ " + Figure.seconds(TAKEOVER), false));
  }

  private record Loss(long begun, long killed, Takeover takeover) {}
}
