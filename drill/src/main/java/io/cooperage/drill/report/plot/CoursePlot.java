package io.cooperage.drill.report.plot;

import io.cooperage.drill.history.LedgerEvent.Marked;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The marks, one below the other, each where it is in time. */
final class CoursePlot {

  private static final int ROW = 18;
  private static final int REST = 70;

  private CoursePlot() {}

  static Plot of(TimeFrame frame) {
    List<Marked> marks = frame.marks();
    NumberAxis rows = TimeFrame.side(new NumberAxis(), "marks, in order");
    rows.setRange(-0.5, Math.max(0.5, marks.size() - 0.5));
    rows.setInverted(true);
    rows.setTickLabelsVisible(false);
    rows.setTickMarksVisible(false);
    XYPlot panel = frame.panel("", rows);
    panel.setRangeGridlinesVisible(false);
    XYSeries dots = new XYSeries("marks");
    for (int i = 0; i < marks.size(); i++) {
      dots.add(marks.get(i).at() / 1e6, i);
      panel.addAnnotation(label(marks.get(i), i, frame.end()));
    }
    panel.setDataset(new XYSeriesCollection(dots));
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesPaint(0, Ink.MARK.color());
    panel.setRenderer(renderer);
    JFreeChart chart = frame.chart(List.of(new Panel(panel, 1)), false);
    String title = "What the drill did and noticed";
    String words =
        marks.stream()
            .map(mark -> Words.seconds(mark.at()) + " " + Words.plain(mark.what()))
            .collect(Collectors.joining("; "));
    return new Plot(
        "course",
        title,
        "The marks of the drill from top to bottom. Shaded: a datacenter, or a part of"
            + " it, was broken; paler: it was being mended, until all of it was back. These bands"
            + " and the dotted lines of the marks are in every plot below, at the same place.",
        words,
        SvgCanvas.draw("course", title, words, marks.size() * ROW + REST, chart));
  }

  /** On the side where there is room. */
  private static XYTextAnnotation label(Marked mark, int row, long end) {
    boolean right = mark.at() > 0.6 * end;
    String text = Words.seconds(mark.at()) + "  " + Words.plain(mark.what());
    String apart = "\u00a0".repeat(4);
    XYTextAnnotation label =
        new XYTextAnnotation(right ? text + apart : apart + text, mark.at() / 1e6, row);
    label.setTextAnchor(right ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT);
    label.setFont(TimeFrame.FONT);
    label.setPaint(Ink.TEXT.color());
    return label;
  }
}
