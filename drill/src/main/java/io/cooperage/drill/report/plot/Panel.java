package io.cooperage.drill.report.plot;

import org.jfree.chart.plot.XYPlot;

/**
 * One of the plots that stand under one another in a chart.
 *
 * @param rows how high it is beside the others
 */
record Panel(XYPlot plot, int rows) {

  /** Of a population: lower where there is little to see. */
  static Panel of(XYPlot plot, int operations, int busiest) {
    return new Panel(plot, operations * 10 < busiest ? 2 : 3);
  }
}
