package io.cooperage.drill.report;

import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.DroppedInFlight.InFlight;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent.Marked;
import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.history.UnknownOutcomes.Resolution;
import io.cooperage.drill.history.UnknownOutcomes.Resolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The sections of the page that are tables, in their order. */
final class Tables {

  private static final int SHOWN = 200;
  private static final String NOTHING = "–";

  private Tables() {}

  /**
   * All of them.
   *
   * @param fault when the first fault came, if it is known
   */
  static List<Table> of(DrillReport report, History history, OptionalLong fault) {
    return List.of(
        clients(report, history, fault),
        writes(report, history),
        inFlight(report),
        unknown(report),
        facts(report),
        marks(report));
  }

  private static Table clients(DrillReport report, History history, OptionalLong fault) {
    return new Table(
        "clients",
        "What the clients saw",
        "Silence: the longest time in which something was wanted and nothing acknowledged, and when"
            + " it began. Longest wait: of one operation, repetitions included. Recovered after:"
            + " from the first fault until the last operation had ended that waited longer than any"
            + " before the fault. Latencies count from the intended start: p50 / p99 / slowest.",
        List.of(
            "clients",
            "operations",
            "not served",
            "silence",
            "began at",
            "longest wait",
            "recovered after",
            "ms before the fault",
            "ms from the fault on",
            "failed requests"),
        List.of(1, 2, 3, 4, 5, 6, 7, 8),
        report.classes().stream().map(one -> clients(one, history, fault)).toList(),
        "There was no load.",
        false);
  }

  private static List<String> clients(ClassFigures one, History history, OptionalLong fault) {
    List<Operation> operations =
        history.operations().stream()
            .filter(op -> op.clients().equals(one.clients()) && op.kind().write() == one.writes())
            .toList();
    String recovered =
        fault.isEmpty()
            ? NOTHING
            : Recovery.after(operations, fault.getAsLong())
                .map(after -> after.isZero() ? "at once" : Figure.seconds(after))
                .orElse(NOTHING);
    return List.of(
        one.clients() + (one.writes() ? ", writes" : ", reads"),
        Integer.toString(one.outage().operations()),
        Integer.toString(one.outage().unserved()),
        seconds(one.outage().silence()),
        seconds(one.outage().silentFrom()),
        seconds(one.outage().longestWait()),
        recovered,
        latencies(one.before()),
        latencies(one.after()),
        counts(one.failedRequests()));
  }

  private static Table writes(DrillReport report, History history) {
    Map<Outcome, Long> outcomes =
        history.operations().stream()
            .filter(operation -> operation.kind().write())
            .collect(Collectors.groupingBy(Operation::outcome, Collectors.counting()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("acknowledged", outcomes.getOrDefault(Outcome.OK, 0L)));
    rows.add(row("of these, lost", count(report, Anomaly.Kind.LOST_WRITE)));
    rows.add(row("effects done twice", count(report, Anomaly.Kind.DOUBLED_EFFECT)));
    rows.add(row("without effect for certain", outcomes.getOrDefault(Outcome.FAIL, 0L)));
    rows.add(row("unknown to their client in the end", outcomes.getOrDefault(Outcome.UNKNOWN, 0L)));
    rows.add(row("unknown to their client for some time", report.unknown().size()));
    Map<Resolution, Long> resolutions =
        report.unknown().stream()
            .collect(
                Collectors.groupingBy(Resolved::resolution, TreeMap::new, Collectors.counting()));
    resolutions.forEach(
        (resolution, count) -> rows.add(row("of these, " + resolution.title(), count)));
    return new Table(
        "writes",
        "What became of the writes",
        "A write is unknown to its client while a request about it ended without an answer; the"
            + " clients then repeat it with the same key. What is left over is looked up in the end.",
        List.of("writes", "how many"),
        List.of(1),
        rows,
        "",
        false);
  }

  private static long count(DrillReport report, Anomaly.Kind kind) {
    return report.anomalies().stream().filter(anomaly -> anomaly.kind() == kind).count();
  }

  private static Table inFlight(DrillReport report) {
    return new Table(
        "in-flight",
        "In flight at the fault",
        "Writes that were sent before the fault and had not ended when it came.",
        List.of("clients", "under way", "answered", "dropped, by code", "unknown among them"),
        List.of(1, 2),
        report.inFlight().stream().map(Tables::inFlight).toList(),
        "No write was under way.",
        false);
  }

  private static List<String> inFlight(InFlight one) {
    String unknown =
        one.resolved().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().title())
            .collect(Collectors.joining("; "));
    return List.of(
        one.clients(),
        Integer.toString(one.underWay()),
        Integer.toString(one.answered()),
        counts(one.droppedByCode()),
        unknown.isEmpty() ? "0" : unknown);
  }

  private static Table unknown(DrillReport report) {
    return new Table(
        "unknown",
        "Unknown outcomes, one by one",
        report.unknown().size() > SHOWN
            ? "The first %d of %d; all are in report.json."
                .formatted(SHOWN, report.unknown().size())
            : "The numbers are those of the operations in ledger.jsonl.",
        List.of("operation", "kind", "cause", "resolution"),
        List.of(0),
        report.unknown().stream()
            .limit(SHOWN)
            .map(
                one ->
                    List.of(
                        Long.toString(one.operation()),
                        one.kind().name(),
                        one.cause(),
                        one.resolution().title()))
            .toList(),
        "None.",
        true);
  }

  private static Table facts(DrillReport report) {
    return new Table(
        "facts",
        "Further facts",
        "What this kind of drill measured besides.",
        List.of("fact", "value"),
        List.of(),
        Facts.rows(report.facts()),
        "None.",
        false);
  }

  private static Table marks(DrillReport report) {
    return new Table(
        "marks",
        "All marks",
        "The course of the drill in words.",
        List.of("at", "what"),
        List.of(0),
        report.marks().stream().map(Tables::mark).toList(),
        "None.",
        true);
  }

  private static List<String> mark(Marked mark) {
    return List.of(seconds(mark.at()), mark.what());
  }

  private static List<String> row(String what, long count) {
    return List.of(what, Long.toString(count));
  }

  private static String seconds(long micros) {
    return Figure.seconds(Figure.micros(micros));
  }

  private static String latencies(Latencies latencies) {
    return latencies.count() == 0
        ? NOTHING
        : String.format(
            Locale.ROOT, "%.0f / %.0f / %.0f", latencies.p50(), latencies.p99(), latencies.max());
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.isEmpty()
        ? "0"
        : new TreeMap<>(counts)
            .entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
  }
}
