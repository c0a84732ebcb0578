package io.cooperage.drill.report.plot;

import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepAreaRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** What each population wanted and got. */
final class ThroughputPlot {

  private static final int ROW = 34;
  private static final double ROOM_FOR_HEADING = 0.35;
  private static final int REST = 90;

  private ThroughputPlot() {}

  /**
   * A panel for each population.
   *
   * @param populations name to operations
   */
  static Plot of(Map<String, List<Operation>> populations, TimeFrame frame) {
    Slices slices = Slices.fine(frame.end());
    int busiest = populations.values().stream().mapToInt(List::size).max().orElse(0);
    List<Panel> panels = new ArrayList<>();
    populations.forEach(
        (name, operations) ->
            panels.add(
                Panel.of(panel(name, operations, slices, frame), operations.size(), busiest)));
    String title = "Throughput by clients";
    String words =
        populations.entrySet().stream()
            .map(entry -> words(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("; "));
    return new Plot(
        "throughput",
        title,
        "Filled: operations that were acknowledged. Dashed: those that clients wanted to begin,"
            + " on a schedule that waits for nothing. Both averaged over "
            + slices.title()
            + ". They should be alike; a hole in the filled is an outage, a peak after it what"
            + " had waited.",
        words,
        SvgCanvas.draw(
            "throughput",
            title,
            words,
            panels.stream().mapToInt(Panel::rows).sum() * ROW + REST,
            frame.chart(panels, true)));
  }

  private static XYPlot panel(
      String name, List<Operation> operations, Slices slices, TimeFrame frame) {
    NumberAxis range = TimeFrame.side(new NumberAxis(), "per second");
    range.setUpperMargin(ROOM_FOR_HEADING);
    range.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    XYPlot panel = frame.panel("clients of " + name, range);
    int[] wanted =
        slices.counts(operations.stream().mapToLong(operation -> operation.invoked().intended()));
    int[] acknowledged =
        slices.counts(
            operations.stream()
                .filter(operation -> operation.outcome() == Outcome.OK)
                .mapToLong(Operation::completed));
    XYStepAreaRenderer area = new XYStepAreaRenderer();
    area.setSeriesPaint(0, Ink.SKY.color());
    panel.setDataset(0, steps("acknowledged", acknowledged, slices));
    panel.setRenderer(0, area);
    XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, false);
    line.setDrawSeriesLineAsPath(true);
    line.setSeriesPaint(0, Ink.TEXT.color());
    line.setSeriesStroke(0, TimeFrame.DASHED);
    panel.setDataset(1, steps("wanted", wanted, slices));
    panel.setRenderer(1, line);
    return panel;
  }

  private static XYSeriesCollection steps(String name, int[] counts, Slices slices) {
    XYSeries series = new XYSeries(name, false, true);
    for (int i = 0; i < counts.length; i++) {
      series.add(slices.begin(i), slices.perSecond(counts[i]));
      series.add(slices.begin(i + 1), slices.perSecond(counts[i]));
    }
    return new XYSeriesCollection(series);
  }

  private static String words(String name, List<Operation> operations) {
    long acknowledged =
        operations.stream().filter(operation -> operation.outcome() == Outcome.OK).count();
    return String.format(
        Locale.ROOT,
        "clients of %s wanted %d operations, %d were acknowledged",
        Words.plain(name),
        operations.size(),
        acknowledged);
  }
}
