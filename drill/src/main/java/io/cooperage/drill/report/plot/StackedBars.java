package io.cooperage.drill.report.plot;

import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StackedXYBarRenderer;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.data.xy.DefaultTableXYDataset;
import org.jfree.data.xy.XYSeries;

/** A bar for each slice of time, of parts on top of each other. */
final class StackedBars {

  static final int HEIGHT = 240;

  private StackedBars() {}

  /**
   * The chart.
   *
   * @param parts name to its counts by slice; a part's colour goes by its place
   * @param scale of a count on the axis
   * @param axis its title
   */
  static JFreeChart chart(
      TimeFrame frame,
      Slices slices,
      Map<String, int[]> parts,
      IntToDoubleFunction scale,
      String axis) {
    StackedXYBarRenderer bars = new StackedXYBarRenderer();
    bars.setBarPainter(new StandardXYBarPainter());
    bars.setShadowVisible(false);
    DefaultTableXYDataset data = new DefaultTableXYDataset();
    parts.forEach(
        (name, counts) -> {
          bars.setSeriesPaint(data.getSeriesCount(), Ink.data(data.getSeriesCount()));
          data.addSeries(series(name, counts, slices, scale));
        });
    data.setIntervalPositionFactor(0);
    data.setIntervalWidth(slices.seconds());
    NumberAxis range = TimeFrame.side(new NumberAxis(), axis);
    range.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    XYPlot panel = frame.panel("", range);
    panel.setDataset(data);
    panel.setRenderer(bars);
    return frame.chart(List.of(new Panel(panel, 1)), true);
  }

  private static XYSeries series(
      String name, int[] counts, Slices slices, IntToDoubleFunction scale) {
    XYSeries series = new XYSeries(Words.plain(name), true, false);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        series.add(slices.begin(i), scale.applyAsDouble(counts[i]));
      }
    }
    return series;
  }
}
