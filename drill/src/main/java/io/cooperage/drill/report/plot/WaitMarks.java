package io.cooperage.drill.report.plot;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.entity.EntityCollection;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;

/** Draws each point as a figure that takes few bytes: there are thousands. */
final class WaitMarks extends XYLineAndShapeRenderer {

  private static final long serialVersionUID = 1L;

  /** How the points of a set of data look. */
  enum Look {
    DOT,
    RING,
    CROSS
  }

  private static final double RADIUS = 1.8;
  private static final double ARM = 3.5;

  private final List<Look> looks;

  /**
   * @param looks and inks of the sets of data, in their order
   */
  WaitMarks(List<Look> looks, List<Ink> inks) {
    super(false, true);
    this.looks = List.copyOf(looks);
    for (int i = 0; i < looks.size(); i++) {
      setSeriesPaint(i, inks.get(i).color());
      setSeriesShape(i, shape(looks.get(i)));
      setSeriesShapesFilled(i, looks.get(i) == Look.DOT);
      setSeriesStroke(i, TimeFrame.THIN);
    }
  }

  private static Shape shape(Look look) {
    if (look != Look.CROSS) {
      return new Ellipse2D.Double(-3, -3, 6, 6);
    }
    Path2D cross = new Path2D.Double();
    cross.moveTo(-ARM, -ARM);
    cross.lineTo(ARM, ARM);
    cross.moveTo(-ARM, ARM);
    cross.lineTo(ARM, -ARM);
    return cross;
  }

  @Override
  protected void drawSecondaryPass(
      Graphics2D canvas,
      XYPlot plot,
      XYDataset data,
      int pass,
      int series,
      int item,
      ValueAxis time,
      Rectangle2D area,
      ValueAxis wait,
      CrosshairState crosshair,
      EntityCollection entities) {
    double x = time.valueToJava2D(data.getXValue(series, item), area, plot.getDomainAxisEdge());
    double y = wait.valueToJava2D(data.getYValue(series, item), area, plot.getRangeAxisEdge());
    canvas.setPaint(getSeriesPaint(series));
    canvas.setStroke(TimeFrame.THIN);
    switch (looks.get(series)) {
      case DOT -> canvas.fill(circle(x, y));
      case RING -> canvas.draw(circle(x, y));
      case CROSS -> {
        canvas.draw(new Line2D.Double(x - ARM, y - ARM, x + ARM, y + ARM));
        canvas.draw(new Line2D.Double(x - ARM, y + ARM, x + ARM, y - ARM));
      }
    }
  }

  private static Ellipse2D circle(double x, double y) {
    return new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
  }
}
