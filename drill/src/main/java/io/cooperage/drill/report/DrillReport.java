package io.cooperage.drill.report;

import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.DroppedInFlight;
import io.cooperage.drill.history.LedgerEvent;
import io.cooperage.drill.history.UnknownOutcomes;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A drill's result. {@code facts}: further values of this kind of drill, such as the take-over and
 * the return.
 */
public record DrillReport(
    Origin origin,
    List<Figure> figures,
    List<ClassFigures> classes,
    List<LedgerEvent.Marked> marks,
    List<DroppedInFlight.InFlight> inFlight,
    List<UnknownOutcomes.Resolved> unknown,
    Map<String, Object> facts,
    List<Anomaly> anomalies) {

  /** Which drill, begun by which command, when, with what. */
  public record Origin(
      String drill, String command, Instant started, Map<String, String> options) {}

  /** Whether every guarantee held. */
  public boolean guaranteesHold() {
    return figures.stream().filter(Figure::guarantee).allMatch(Figure::holds);
  }

  /** Whether every figure is within its limit. */
  public boolean limitsHold() {
    return figures.stream().filter(figure -> !figure.guarantee()).allMatch(Figure::holds);
  }
}
