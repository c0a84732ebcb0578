package io.cooperage.drill.report.plot;

import io.cooperage.drill.history.LedgerEvent.Marked;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Stroke;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * What all plots of a drill share: a time axis of the same length at the same place, faults as
 * bands, marks as lines.
 *
 * @param end of the time axis, microseconds
 */
record TimeFrame(long end, List<FaultSpan> faults, List<Marked> marks) {

  static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  static final Stroke THIN = new BasicStroke(1);
  static final Stroke THICK = new BasicStroke(2.2f);
  static final Stroke DASHED =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 3}, 0);

  private static final Stroke DOTTED =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2, 3}, 0);
  private static final int LEFT = 66;
  private static final int RIGHT = 14;

  private static <T extends ValueAxis> T dressed(T axis, String title) {
    axis.setLabel(title);
    axis.setLabelFont(FONT);
    axis.setLabelPaint(Ink.TEXT.color());
    axis.setTickLabelFont(FONT);
    axis.setTickLabelPaint(Ink.AXIS.color());
    axis.setAxisLinePaint(Ink.AXIS.color());
    axis.setTickMarkPaint(Ink.AXIS.color());
    return axis;
  }

  /** A range axis, as wide as those of all plots. */
  static <T extends ValueAxis> T side(T axis, String title) {
    axis.setFixedDimension(LEFT);
    return dressed(axis, title);
  }

  /** A plot without data: with its heading, all faults and all marks. */
  XYPlot panel(String heading, ValueAxis range) {
    XYPlot panel = new XYPlot();
    panel.setRangeAxis(range);
    panel.setBackgroundPaint(null);
    panel.setOutlineVisible(false);
    panel.setDomainGridlinePaint(Ink.GRID.color());
    panel.setDomainGridlineStroke(THIN);
    panel.setRangeGridlinePaint(Ink.GRID.color());
    panel.setRangeGridlineStroke(THIN);
    for (FaultSpan fault : faults) {
      panel.addDomainMarker(band(fault.from(), fault.mending(), Ink.FAULT), Layer.BACKGROUND);
      panel.addDomainMarker(band(fault.mending(), fault.until(), Ink.MENDING), Layer.BACKGROUND);
    }
    for (Marked mark : marks) {
      ValueMarker line = new ValueMarker(mark.at() / 1e6, Ink.MARK.color(), DOTTED);
      line.setAlpha(1);
      panel.addDomainMarker(line, Layer.BACKGROUND);
    }
    if (!heading.isEmpty()) {
      panel.addAnnotation(headed(heading));
    }
    return panel;
  }

  private static IntervalMarker band(long from, long until, Ink ink) {
    IntervalMarker band = new IntervalMarker(from / 1e6, until / 1e6, ink.color());
    band.setAlpha(1);
    return band;
  }

  private static XYTitleAnnotation headed(String heading) {
    TextTitle title = new TextTitle(Words.plain(heading), BOLD);
    title.setPaint(Ink.TEXT.color());
    return new XYTitleAnnotation(0.004, 0.99, title, RectangleAnchor.TOP_LEFT);
  }

  /** The panels under one another over the time axis. */
  JFreeChart chart(List<Panel> panels, boolean legend) {
    NumberAxis time = dressed(new NumberAxis(), "time since the drill began (s)");
    time.setRange(0, Math.max(1, 1.01 * end / 1e6));
    time.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    CombinedDomainXYPlot all = new CombinedDomainXYPlot(time);
    all.setGap(10);
    all.setInsets(new RectangleInsets(0, 0, 0, RIGHT));
    panels.forEach(panel -> all.add(panel.plot(), panel.rows()));
    all.setBackgroundPaint(null);
    JFreeChart chart = new JFreeChart(null, FONT, all, false);
    chart.setBackgroundPaint(null);
    if (legend) {
      chart.addSubtitle(legend(panels.get(0).plot()));
    }
    return chart;
  }

  /** All panels have the same sets of data, so that the legend of one is that of all. */
  private static LegendTitle legend(XYPlot panel) {
    LegendTitle legend = new LegendTitle(panel);
    legend.setPosition(RectangleEdge.TOP);
    legend.setItemFont(FONT);
    legend.setItemPaint(Ink.TEXT.color());
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
    legend.setBackgroundPaint(null);
    legend.setFrame(BlockBorder.NONE);
    return legend;
  }
}
