package io.cooperage.drill.run;

import io.cooperage.api.ClusterSummary;
import io.cooperage.api.TaskView;
import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.WorkGaps;
import io.cooperage.drill.load.Population;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Kills one server in the middle of many creates: nothing hangs, and work goes on. */
public final class ServerKillDrill implements Drill {

  private static final int CREATES = 50;
  private static final int MACHINES = 2;
  private static final Duration SPACING = Duration.ofMillis(60);
  private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(5);

  private final DrillSite site;
  private final DrillOptions options;
  private final int server;

  /**
   * @param server which one of the datacenter, counted from 1
   */
  public ServerKillDrill(DrillSite site, DrillOptions options, int server) {
    this.site = site;
    this.options = options;
    this.server = server;
  }

  @Override
  public String name() {
    return "server-kill";
  }

  @Override
  public DrillReport run(String command, PrintStream out) throws InterruptedException {
    String datacenter = options.datacenter();
    try (DrillSession session = new DrillSession(name(), site, options, out);
        Fault fault = new Fault("start " + datacenter, () -> site.start(datacenter), out)) {
      session.installCatalog();
      session.beginWindow();
      List<CompletableFuture<Optional<String>>> creates = new ArrayList<>();
      create(session, CREATES / 2, creates);
      long killed = session.mark("kill server " + server + " of " + datacenter);
      fault.inject(() -> site.killServer(datacenter, server));
      create(session, CREATES / 2, creates);
      creates.forEach(CompletableFuture::join);
      session.stopLoad();
      session.awaitSettled();
      List<Instant> moments =
          session.ask("the tasks can be listed", () -> moments(session)).orElse(List.of());
      session.mend(fault, "start " + datacenter);
      DrillReport report = report(session, command, killed, moments);
      session.write(report);
      return report;
    }
  }

  private void create(
      DrillSession session, int count, List<CompletableFuture<Optional<String>>> creates)
      throws InterruptedException {
    Population door = new Population("global", site.global());
    for (int i = 0; i < count; i++) {
      String name = session.prefix() + "-" + (creates.size() + 1);
      creates.add(session.load().create(door, name, DrillCatalog.FLEET, MACHINES));
      session.pass(SPACING);
    }
  }

  /** When any task of the drill began or ended. */
  private List<Instant> moments(DrillSession session) {
    Observer observer = session.observer(session.survivor());
    List<Instant> moments = new ArrayList<>();
    for (ClusterSummary cluster : observer.clusters()) {
      for (TaskView task : observer.tasks(cluster.latestJob())) {
        Stream.of(task.startTime(), task.endTime()).flatMap(Optional::stream).forEach(moments::add);
      }
    }
    return moments;
  }

  private DrillReport report(
      DrillSession session, String command, long killed, List<Instant> moments) {
    Evidence evidence = session.evidence(Map.of());
    List<Anomaly> anomalies = evidence.anomalies();
    Duration gap = WorkGaps.longest(moments, session.clock().instant(killed));
    long hung =
        evidence.views().stream()
            .limit(1)
            .flatMap(view -> view.clusters().stream())
            .filter(cluster -> cluster.status().equals("pending"))
            .count();
    List<Figure> figures =
        List.of(
            Figure.none("creates that hang", (int) hung, " of " + CREATES),
            Figure.atMost("longest time without a task beginning or ending", gap, GOES_ON_WITHIN));
    return evidence.report(
        session,
        session.origin(name(), command),
        killed,
        evidence.inFlight(killed),
        anomalies,
        figures,
        Map.of("tasks that began or ended", moments.size()));
  }
}
