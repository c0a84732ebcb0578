package io.cooperage.drill.report;

import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.DroppedInFlight.InFlight;
import io.cooperage.drill.history.LedgerEvent;
import io.cooperage.drill.history.UnknownOutcomes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A drill's report as a page for people. */
public final class MarkdownReport {

  private static final int EXAMPLES = 50;

  private final StringBuilder page = new StringBuilder();
  private final DrillReport report;

  private MarkdownReport(DrillReport report) {
    this.report = report;
  }

  public static String of(DrillReport report) {
    return new MarkdownReport(report).write();
  }

  private String write() {
    page.append("# Drill: ").append(report.origin().drill()).append("\n\n");
    page.append("`")
        .append(report.origin().command())
        .append("`, ")
        .append(report.origin().started());
    page.append(". ").append(verdict()).append("\n\n");
    figures();
    course();
    classes();
    inFlight();
    unknown();
    facts();
    anomalies();
    return page.toString();
  }

  private String verdict() {
    if (!report.guaranteesHold()) {
      return "**A guarantee broke.**";
    }
    return report.limitsHold()
        ? "All guarantees held; all figures are within their limits."
        : "All guarantees held; some figures are over their limits.";
  }

  private void figures() {
    page.append("| figure | value | must be | |\n|---|---|---|---|\n");
    for (Figure figure : report.figures()) {
      row(figure.name(), figure.value(), figure.limit().orElse(""), SummaryTable.verdict(figure));
    }
  }

  private void course() {
    page.append("\n## Course\n\n| at | what |\n|---|---|\n");
    for (LedgerEvent.Marked mark : report.marks()) {
      row(String.format(Locale.ROOT, "%.2f s", mark.at() / 1e6), mark.what());
    }
    page.append("\nOptions: ").append(new TreeMap<>(report.origin().options())).append("\n");
  }

  private void classes() {
    page.append("\n## What the clients saw\n\n");
    page.append("Latencies count from the intended start. Silence: the longest time in which");
    page.append(
        " something was wanted and nothing acknowledged; wait: the longest operation, repetitions included.\n\n");
    page.append("| clients | operations | not served | silence | wait | p50 / p99 / max before");
    page.append(" | p50 / p99 / max from the fault on | failed requests |\n");
    page.append("|---|---|---|---|---|---|---|---|\n");
    for (ClassFigures figures : report.classes()) {
      row(
          figures.title(),
          Integer.toString(figures.outage().operations()),
          Integer.toString(figures.outage().unserved()),
          Figure.seconds(Figure.micros(figures.outage().silence())),
          Figure.seconds(Figure.micros(figures.outage().longestWait())),
          latencies(figures.before()),
          latencies(figures.after()),
          figures.failedCount() == 0 ? "0" : figures.failedRequests().toString());
    }
  }

  private static String latencies(Latencies latencies) {
    return String.format(
        Locale.ROOT, "%.0f / %.0f / %.0f ms", latencies.p50(), latencies.p99(), latencies.max());
  }

  private void inFlight() {
    page.append("\n## In flight at the fault\n\n");
    if (report.inFlight().isEmpty()) {
      page.append("No write was under way.\n");
      return;
    }
    page.append("| clients | writes under way | answered | dropped, by code");
    page.append(" | unknown outcomes among them |\n|---|---|---|---|---|\n");
    for (InFlight one : report.inFlight()) {
      row(
          one.clients(),
          Integer.toString(one.underWay()),
          Integer.toString(one.answered()),
          one.dropped() == 0 ? "0" : one.droppedByCode().toString(),
          resolved(one));
    }
  }

  private static String resolved(InFlight inFlight) {
    return inFlight.resolved().isEmpty()
        ? "0"
        : inFlight.resolved().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().title())
            .collect(Collectors.joining("; "));
  }

  private void unknown() {
    page.append("\n## Unknown outcomes\n\n");
    if (report.unknown().isEmpty()) {
      page.append("None.\n");
      return;
    }
    Map<String, Integer> counts = new TreeMap<>();
    report
        .unknown()
        .forEach(
            one -> counts.merge(one.cause() + ", " + one.resolution().title(), 1, Integer::sum));
    page.append("| cause and resolution | writes |\n|---|---|\n");
    counts.forEach((title, count) -> row(title, count.toString()));
    page.append("\n| operation | kind | cause | resolution |\n|---|---|---|---|\n");
    for (UnknownOutcomes.Resolved one : first(report.unknown())) {
      row(Long.toString(one.operation()), one.kind().name(), one.cause(), one.resolution().title());
    }
  }

  private void facts() {
    page.append("\n## Further facts\n\n| | |\n|---|---|\n");
    report.facts().forEach((name, value) -> row(name, String.valueOf(value)));
  }

  private void anomalies() {
    page.append("\n## Anomalies\n\n");
    if (report.anomalies().isEmpty()) {
      page.append("None.\n");
      return;
    }
    page.append("| what | subject | detail |\n|---|---|---|\n");
    for (Anomaly anomaly : first(report.anomalies())) {
      row(anomaly.kind().title(), anomaly.subject(), anomaly.detail());
    }
    if (report.anomalies().size() > EXAMPLES) {
      page.append("\n").append(report.anomalies().size()).append(" in all; see report.json.\n");
    }
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(EXAMPLES, all.size()));
  }

  private void row(String... cells) {
    page.append('|');
    for (String cell : cells) {
      page.append(' ').append(cell.replace("|", "\\|").replace('\n', ' ')).append(" |");
    }
    page.append('\n');
  }
}
