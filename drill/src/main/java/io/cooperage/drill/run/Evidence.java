package io.cooperage.drill.run;

import io.cooperage.drill.definition.Clients;
import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.Disagreements;
import io.cooperage.drill.history.DoubledEffects;
import io.cooperage.drill.history.DroppedInFlight;
import io.cooperage.drill.history.DroppedInFlight.InFlight;
import io.cooperage.drill.history.ExclusiveExecution;
import io.cooperage.drill.history.Execution;
import io.cooperage.drill.history.FailedKeyedRequests;
import io.cooperage.drill.history.FinalView;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.LostWrites;
import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.history.Promise;
import io.cooperage.drill.history.StaleReads;
import io.cooperage.drill.history.UnfinishedWork;
import io.cooperage.drill.history.UnknownOutcomes;
import io.cooperage.drill.history.Verdict;
import io.cooperage.drill.report.ClassFigures;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Everything that a drill knows when it is over, and the checks that every drill makes over it.
 *
 * @param executions of the drill's own tasks
 * @param deaths datacenter to when its processes were killed
 * @param promise to whom it was promised that they are served
 */
record Evidence(
    History history,
    List<FinalView> views,
    List<Execution> executions,
    Map<String, List<Instant>> deaths,
    Promise promise) {

  /** All anomalies. */
  List<Anomaly> anomalies() {
    List<Operation> operations = history.operations();
    List<Anomaly> anomalies = new ArrayList<>();
    anomalies.addAll(LostWrites.check(operations, views));
    anomalies.addAll(DoubledEffects.check(operations, views));
    anomalies.addAll(StaleReads.check(operations));
    anomalies.addAll(Disagreements.check(views));
    views.stream().limit(1).map(UnfinishedWork::check).forEach(anomalies::addAll);
    anomalies.addAll(ExclusiveExecution.check(executions, deaths));
    anomalies.addAll(FailedKeyedRequests.check(operations, promise));
    return anomalies;
  }

  /** One line of the summary for each promise, with what it was checked over. */
  List<Figure> guarantees(List<Anomaly> anomalies) {
    long acknowledged =
        history.operations().stream()
            .filter(op -> op.kind().write() && op.outcome() == Outcome.OK)
            .count();
    long keyed =
        history.operations().stream()
            .filter(op -> op.invoked().key().isPresent())
            .flatMap(op -> op.attempts().stream().filter(request -> promise.covers(op, request)))
            .count();
    int clusters = views.stream().mapToInt(view -> view.clusters().size()).max().orElse(0);
    String everywhere = " of " + clusters + " clusters in " + views.size() + " datacenters";
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.some("acknowledged writes, to judge by", acknowledged));
    figures.add(Figure.some("executions of tasks, to judge by", executions.size()));
    figures.add(refusedWrites());
    figures.add(
        none(
            anomalies,
            Anomaly.Kind.LOST_WRITE,
            "acknowledged writes missing",
            " of " + acknowledged));
    figures.add(none(anomalies, Anomaly.Kind.DOUBLED_EFFECT, "effects done twice", everywhere));
    figures.add(
        none(
            anomalies,
            Anomaly.Kind.TWO_OWNERS,
            "tasks run under two owners",
            " of " + executions.size() + " executions"));
    figures.add(
        none(
            anomalies,
            Anomaly.Kind.KEYED_REQUEST_FAILED,
            "failed requests with an Idempotency-Key",
            " of " + keyed));
    figures.add(
        none(anomalies, Anomaly.Kind.STALE_READ, "answers that missed an acknowledged create", ""));
    figures.add(
        none(
            anomalies,
            Anomaly.Kind.DISAGREEMENT,
            "clusters that datacenters show differently",
            everywhere));
    figures.add(none(anomalies, Anomaly.Kind.UNFINISHED, "jobs that did not finish", everywhere));
    return figures;
  }

  /**
   * The report.
   *
   * @param fault when the fault came
   * @param inFlight what was under way then
   * @param figures beside the guarantees of every drill
   */
  DrillReport report(
      DrillSession session,
      DrillReport.Origin origin,
      long fault,
      List<InFlight> inFlight,
      List<Anomaly> anomalies,
      List<Figure> figures,
      Map<String, Object> facts) {
    List<Figure> all = new ArrayList<>(session.broken());
    all.addAll(guarantees(anomalies));
    all.addAll(figures);
    return new DrillReport(
        origin,
        all,
        classes(session, fault),
        history.marks(),
        inFlight,
        UnknownOutcomes.of(history.operations(), views),
        facts,
        anomalies);
  }

  /** The writes that were under way while a fault came. */
  List<InFlight> inFlight(long begun, long stood) {
    return DroppedInFlight.during(history.operations(), views, begun, stood);
  }

  /** Of drills whose clients read: there were reads, and in the end each was served. */
  List<Figure> reads() {
    List<Operation> reads = promised(op -> !op.kind().write());
    long unserved = reads.stream().filter(op -> op.outcome() != Outcome.OK).count();
    return List.of(
        Figure.some("reads, to judge by", reads.size()),
        Figure.none("reads that were never served", (int) unserved, " of " + reads.size()));
  }

  /**
   * The longest outage of each class of clients to whom service was promised.
   *
   * @param limit of clients at survivors' doors, or at the global load balancer
   */
  List<Figure> outages(
      DrillSession session, long fault, Function<Clients, Optional<Duration>> limit) {
    return classes(session, fault).stream()
        .filter(figures -> promise.clients().contains(figures.clients()))
        .filter(figures -> figures.outage().operations() > 10)
        .map(
            figures ->
                Figure.outage(
                    figures,
                    limit.apply(
                        figures.clients().startsWith(DrillSession.GLOBAL)
                            ? Clients.GLOBAL
                            : Clients.SURVIVORS)))
        .toList();
  }

  private List<ClassFigures> classes(DrillSession session, long fault) {
    return ClassFigures.of(history, session.loadBegan(), fault, session.loadEnded());
  }

  /**
   * A load that the service refuses is no load: nothing in it is wrong, and no cluster is deleted
   * twice, so nothing may be refused, be it at first or on a repetition.
   */
  private Figure refusedWrites() {
    List<Operation> writes = promised(op -> op.kind().write());
    long refused =
        writes.stream()
            .filter(op -> op.attempts().stream().anyMatch(request -> refused(op, request)))
            .count();
    return Figure.none("writes that were refused", (int) refused, " of " + writes.size());
  }

  private boolean refused(Operation operation, Attempted request) {
    return request.verdict() == Verdict.REFUSED && promise.covers(operation, request);
  }

  private List<Operation> promised(Predicate<Operation> wanted) {
    return history.operations().stream().filter(promise::covers).filter(wanted).toList();
  }

  static Figure none(List<Anomaly> anomalies, Anomaly.Kind kind, String name, String of) {
    int count = (int) anomalies.stream().filter(anomaly -> anomaly.kind() == kind).count();
    return Figure.none(name, count, of);
  }
}
