package io.cooperage.drill.report.plot;

import io.cooperage.drill.history.History;
import io.cooperage.drill.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All plots of a drill, in the order in which a page shows them. */
public final class Plots {

  private Plots() {}

  /**
   * Plots of the marks, and, where there are operations, of what clients got; of failed requests
   * only if there are any.
   *
   * @param faults shown as bands
   */
  public static List<Plot> of(History history, List<FaultSpan> faults) {
    TimeFrame frame = new TimeFrame(end(history), faults, history.marks());
    List<Plot> plots = new ArrayList<>();
    plots.add(CoursePlot.of(frame));
    if (!history.operations().isEmpty()) {
      Map<String, List<Operation>> populations =
          history.operations().stream()
              .collect(
                  Collectors.groupingBy(Operation::clients, TreeMap::new, Collectors.toList()));
      plots.add(ThroughputPlot.of(populations, frame));
      plots.add(WaitsPlot.of(populations, frame));
      plots.add(AnsweredPlot.of(history, frame));
      FailuresPlot.of(history, frame).ifPresent(plots::add);
    }
    return plots;
  }

  /** When the last operation had ended and the last mark was made. Microseconds. */
  public static long end(History history) {
    long operations = history.operations().stream().mapToLong(Operation::completed).max().orElse(0);
    return Math.max(operations, history.marks().stream().mapToLong(m -> m.at()).max().orElse(0));
  }
}
