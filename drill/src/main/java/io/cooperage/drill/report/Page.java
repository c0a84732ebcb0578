package io.cooperage.drill.report;

import io.cooperage.drill.history.History;
import io.cooperage.drill.report.plot.FaultSpan;
import io.cooperage.drill.report.plot.Plot;
import io.cooperage.drill.report.plot.Plots;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the page of a report says, as text, for its template.
 *
 * @param run name of the run's directory
 * @param mark {@code ok}, {@code over} or {@code broken}
 * @param headline the verdict in a sentence
 * @param amiss the figures that are not as they should be
 * @param previous name of the run that it is compared with; empty: there is none
 */
public record Page(
    String run,
    String drill,
    String command,
    String started,
    String length,
    List<Option> options,
    String mark,
    String headline,
    List<FigureRow> amiss,
    List<FigureRow> guarantees,
    List<FigureRow> limits,
    List<FigureRow> facts,
    String previous,
    String previousStarted,
    List<Plot> plots,
    List<Table> tables,
    List<AnomalyGroup> anomalies) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** One of the drill's options. */
  public record Option(String name, String value) {}

  /**
   * Of one run.
   *
   * @param before the run to compare it with
   */
  static Page of(String run, DrillReport report, History history, Optional<Run> before) {
    List<FaultSpan> faults = faults(report, history);
    OptionalLong fault = faults.stream().mapToLong(FaultSpan::from).min();
    List<FigureRow> rows = FigureRow.of(report.figures(), before.flatMap(Run::report));
    return new Page(
        run,
        report.origin().drill(),
        report.origin().command(),
        time(report.origin().started()),
        Figure.seconds(report.length()),
        options(report),
        FigureRow.mark(report.judgement()),
        headline(report),
        rows.stream().filter(FigureRow::amiss).toList(),
        rows.stream().filter(row -> row.kind() == FigureRow.Kind.GUARANTEE).toList(),
        rows.stream().filter(row -> row.kind() == FigureRow.Kind.LIMIT).toList(),
        rows.stream().filter(row -> row.kind() == FigureRow.Kind.FACT).toList(),
        before.map(one -> one.directory().name()).orElse(""),
        before.map(one -> time(one.directory().started())).orElse(""),
        Plots.of(history, faults),
        Tables.of(report, history, fault),
        AnomalyGroup.of(report.anomalies(), history));
  }

  private static List<FaultSpan> faults(DrillReport report, History history) {
    String datacenter = report.origin().options().getOrDefault("datacenter", "");
    return FaultSpan.of(history.marks(), datacenter, Plots.end(history));
  }

  private static List<Option> options(DrillReport report) {
    return new TreeMap<>(report.origin().options())
        .entrySet().stream().map(option -> new Option(option.getKey(), option.getValue())).toList();
  }

  private static String headline(DrillReport report) {
    long guarantees = report.figures().stream().filter(Figure::guarantee).count();
    long broken = report.figures().stream().filter(one -> one.guarantee() && !one.holds()).count();
    long limits = report.figures().stream().filter(Figure::limited).count();
    long over = report.figures().stream().filter(one -> one.limited() && !one.holds()).count();
    String held =
        broken == 0
            ? "All %d guarantees held".formatted(guarantees)
            : "%d of %d guarantees broke".formatted(broken, guarantees);
    return held
        + (over == 0
            ? "; all %d figures are within their limits.".formatted(limits)
            : "; %d of %d figures are over their limits.".formatted(over, limits));
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
