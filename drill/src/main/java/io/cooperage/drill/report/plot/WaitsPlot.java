package io.cooperage.drill.report.plot;

import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.Outcome;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** How long operations waited, one by one and by percentiles. */
final class WaitsPlot {

  /** Of one population: beyond, the slowest of each slice and a regular choice of the others. */
  static final int MOST_POINTS = 1_500;

  private static final int ROW = 46;
  private static final double ROOM_FOR_HEADING = 5;
  private static final int REST = 90;
  private static final double LEAST_MILLIS = 0.1;

  private WaitsPlot() {}

  /**
   * A panel for each population.
   *
   * @param populations name to operations
   */
  static Plot of(Map<String, List<Operation>> populations, TimeFrame frame) {
    int busiest = populations.values().stream().mapToInt(Collection::size).max().orElse(0);
    Slices slices = Slices.of(busiest, frame.end());
    double[] range = range(populations.values().stream().flatMap(List::stream).toList());
    List<Panel> panels = new ArrayList<>();
    populations.forEach(
        (name, operations) -> {
          XYPlot panel = frame.panel("clients of " + name, axis(range));
          percentiles(panel, operations, slices);
          points(panel, chosen(operations, slices));
          panels.add(Panel.of(panel, operations.size(), busiest));
        });
    String title = "Latency by clients";
    String words =
        populations.entrySet().stream()
            .map(entry -> words(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("; "));
    return new Plot(
        "waits",
        title,
        caption(busiest, slices),
        words,
        SvgCanvas.draw(
            "waits",
            title,
            words,
            panels.stream().mapToInt(Panel::rows).sum() * ROW + REST,
            frame.chart(panels, true)));
  }

  private static String caption(int busiest, Slices slices) {
    String choice =
        busiest > MOST_POINTS
            ? " Of so many operations only a regular choice is drawn, and always the slowest of"
                + " each slice."
            : "";
    return "How long each operation waited, repetitions included, over the time when it was meant"
        + " to begin; and of those acknowledged, in slices of "
        + slices.title()
        + ", half were faster than p50 and 99 of 100 than p99 (of fewer than 100: the slowest)."
        + " A stall is a slope that falls to the right: who came first waited longest. The scale"
        + " is logarithmic, and the same for all."
        + choice;
  }

  /** Between powers of ten, in milliseconds; above there is room for a heading. */
  private static double[] range(List<Operation> operations) {
    double least = operations.stream().mapToDouble(WaitsPlot::millis).min().orElse(1);
    double most = operations.stream().mapToDouble(WaitsPlot::millis).max().orElse(1_000);
    double low = Math.pow(10, Math.floor(Math.log10(least)));
    double high = Math.max(10 * low, Math.pow(10, Math.ceil(Math.log10(most))));
    return new double[] {low, ROOM_FOR_HEADING * high};
  }

  private static double millis(Operation operation) {
    return Math.max(LEAST_MILLIS, operation.waited() / 1e3);
  }

  private static LogAxis axis(double[] range) {
    LogAxis axis = TimeFrame.side(new LogAxis(), "wait (ms)");
    axis.setRange(range[0], range[1]);
    DecimalFormat format =
        new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
    axis.setTickUnit(new NumberTickUnit(1, format));
    axis.setNumberFormatOverride(format);
    return axis;
  }

  private static void percentiles(XYPlot panel, List<Operation> operations, Slices slices) {
    Map<Integer, long[]> waits =
        operations.stream()
            .filter(operation -> operation.outcome() == Outcome.OK)
            .collect(
                Collectors.groupingBy(
                    operation -> slices.at(operation.invoked().intended()),
                    Collectors.collectingAndThen(
                        Collectors.toList(),
                        some -> Slices.sorted(some.stream().mapToLong(Operation::waited)))));
    XYSeries p50 = new XYSeries("p50");
    XYSeries p99 = new XYSeries("p99");
    for (int i = 0; i < slices.count(); i++) {
      long[] some = waits.getOrDefault(i, new long[0]);
      p50.add(slices.middle(i), some.length == 0 ? Double.NaN : at(some, 0.5));
      p99.add(slices.middle(i), some.length == 0 ? Double.NaN : at(some, 0.99));
    }
    XYSeriesCollection lines = new XYSeriesCollection(p50);
    lines.addSeries(p99);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setSeriesPaint(0, Ink.TEXT.color());
    renderer.setSeriesPaint(1, Ink.TEXT.color());
    renderer.setSeriesStroke(0, TimeFrame.THICK);
    renderer.setSeriesStroke(1, TimeFrame.DASHED);
    panel.setDataset(0, lines);
    panel.setRenderer(0, renderer);
  }

  private static double at(long[] sorted, double share) {
    return Math.max(LEAST_MILLIS, Slices.quantile(sorted, share) / 1e3);
  }

  private static void points(XYPlot panel, List<Operation> operations) {
    XYSeries writes = new XYSeries("write");
    XYSeries reads = new XYSeries("read");
    XYSeries unserved = new XYSeries("not acknowledged");
    for (Operation operation : operations) {
      XYSeries series =
          operation.outcome() != Outcome.OK ? unserved : operation.kind().write() ? writes : reads;
      series.add(operation.invoked().intended() / 1e6, millis(operation));
    }
    XYSeriesCollection points = new XYSeriesCollection(writes);
    points.addSeries(reads);
    points.addSeries(unserved);
    panel.setDataset(1, points);
    panel.setRenderer(
        1,
        new WaitMarks(
            List.of(WaitMarks.Look.DOT, WaitMarks.Look.RING, WaitMarks.Look.CROSS),
            List.of(Ink.BLUE, Ink.ORANGE, Ink.RED)));
  }

  private static List<Operation> chosen(List<Operation> operations, Slices slices) {
    int stride = (operations.size() + MOST_POINTS - 1) / MOST_POINTS;
    if (stride <= 1) {
      return operations;
    }
    Set<Operation> slowest =
        new HashSet<>(
            operations.stream()
                .collect(
                    Collectors.toMap(
                        operation -> slices.at(operation.invoked().intended()),
                        operation -> operation,
                        BinaryOperator.maxBy(Comparator.comparingLong(Operation::waited))))
                .values());
    return IntStream.range(0, operations.size())
        .filter(i -> i % stride == 0 || slowest.contains(operations.get(i)))
        .mapToObj(operations::get)
        .toList();
  }

  private static String words(String name, List<Operation> operations) {
    long[] waits = Slices.sorted(operations.stream().mapToLong(Operation::waited));
    long unserved =
        operations.stream().filter(operation -> operation.outcome() != Outcome.OK).count();
    return "clients of %s: half waited at most %s, the slowest %s; %d of %d not acknowledged"
        .formatted(
            Words.plain(name),
            Words.seconds(Slices.quantile(waits, 0.5)),
            Words.seconds(waits[waits.length - 1]),
            unserved,
            operations.size());
  }
}
