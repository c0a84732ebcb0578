package io.cooperage.drill.report;

import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.DroppedInFlight;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.LedgerEvent.Completed;
import io.cooperage.drill.history.LedgerEvent.Invoked;
import io.cooperage.drill.history.LedgerEvent.Marked;
import io.cooperage.drill.history.OperationKind;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.history.UnknownOutcomes;
import io.cooperage.drill.history.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A small drill, made by hand: ten seconds in which clients of {@code global} and {@code dc1} each
 * begin an operation every 200 ms, writes and reads by turns. From 4 to 6 s {@code dc2} is lost:
 * the clients of {@code global} wait for it until 5 s, those of them that came first the longest.
 */
public final class SampleDrill {

  public static final String NASTY = "<script>alert('x')</script> & \"co\"";

  private static final long TICK = 200_000;
  private static final long FAULT = 4_000_000;
  private static final long SERVED = 5_000_000;
  private static final long END = 10_000_000;

  private SampleDrill() {}

  /** 50 operations of each population; five writes and reads of {@code global} lose one request. */
  public static List<LedgerEvent> events() {
    List<LedgerEvent> events = new ArrayList<>();
    events.add(new Marked(0, "load begins"));
    events.add(new Marked(FAULT, "kill dc2"));
    events.add(new Marked(6_000_000, "back dc2"));
    events.add(new Marked(END, "load ends"));
    for (int i = 0; i < END / TICK; i++) {
      served(events, i, "dc1", i * TICK, "dc1");
      boolean lost = i * TICK >= FAULT && i * TICK < SERVED;
      if (lost) {
        repeated(events, 100 + i, i * TICK);
      } else {
        served(events, 100 + i, "global", i * TICK, i * TICK < FAULT ? "dc2" : "dc1");
      }
    }
    return events;
  }

  private static void served(
      List<LedgerEvent> events, long op, String clients, long at, String datacenter) {
    events.add(invoked(op, clients, at));
    events.add(attempt(op, 1, at, at + 20_000, Verdict.OK, "202", datacenter));
    events.add(new Completed(op, at + 20_000, Outcome.OK));
  }

  private static void repeated(List<LedgerEvent> events, long op, long at) {
    events.add(invoked(op, "global", at));
    events.add(attempt(op, 1, at, at + 10_000, Verdict.UNKNOWN, "connection_lost", "dc2"));
    events.add(attempt(op, 2, SERVED, SERVED + 20_000, Verdict.OK, "202", "dc1"));
    events.add(new Completed(op, SERVED + 20_000, Outcome.OK));
  }

  /** Even ones create, odd ones read. */
  public static Invoked invoked(long op, String clients, long at) {
    boolean write = op % 2 == 0;
    return new Invoked(
        op,
        clients,
        write ? OperationKind.CREATE : OperationKind.GET,
        write ? Optional.of("key-" + op) : Optional.empty(),
        write ? Optional.of("name-" + op) : Optional.empty(),
        write ? Optional.empty() : Optional.of("00000002"),
        at);
  }

  public static Attempted attempt(
      long op, int number, long sent, long ended, Verdict verdict, String code, String datacenter) {
    return new Attempted(
        op,
        number,
        sent,
        ended,
        verdict,
        verdict == Verdict.OK ? 202 : 502,
        code,
        verdict == Verdict.OK ? Optional.of("%08d".formatted(op)) : Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(datacenter),
        Optional.of("request-" + op + "-" + number),
        Optional.empty(),
        Optional.empty());
  }

  public static History history() {
    return History.of(events());
  }

  static DrillReport.Origin origin(Instant started, Map<String, String> more) {
    Map<String, String> options = new TreeMap<>(Map.of("datacenter", "dc2", "seed", "1"));
    options.putAll(more);
    return new DrillReport.Origin("dc-loss", "cooperage drill run dc-loss", started, options);
  }

  static DrillReport report(
      DrillReport.Origin origin, List<Figure> figures, List<Anomaly> anomalies) {
    History history = history();
    return new DrillReport(
        origin,
        figures,
        ClassFigures.of(history, 0, FAULT, END),
        history.marks(),
        DroppedInFlight.during(history.operations(), List.of(), FAULT + 5_000, FAULT + 5_000),
        UnknownOutcomes.of(history.operations(), List.of()),
        Map.of(
            "return",
            Map.of("transfer", "IST", "untilSynced", Duration.ofMillis(2_340)),
            "view changes",
            List.of(4, 5)),
        anomalies);
  }

  /** A run at that time with one figure. */
  public static DrillReport report(Instant started, Map<String, String> more, Duration outage) {
    return report(
        origin(started, more),
        List.of(Figure.atMost("longest outage", outage, Duration.ofSeconds(3))),
        List.of());
  }
}
