package io.cooperage.drill.report;

import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.DroppedInFlight;
import io.cooperage.drill.history.LedgerEvent;
import io.cooperage.drill.history.UnknownOutcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** All in one word. */
  public Judgement judgement() {
    if (!guaranteesHold()) {
      return Judgement.GUARANTEE_BROKE;
    }
    return limitsHold() ? Judgement.ALL_WELL : Judgement.OVER_LIMIT;
  }

  /** The worst outage among the classes of clients to whom service was promised. */
  public Optional<Duration> worstOutage() {
    Set<String> names = figures.stream().map(Figure::name).collect(Collectors.toSet());
    return classes.stream()
        .filter(one -> names.contains(Figure.outageOf(one)))
        .map(one -> Figure.micros(one.outage().worst()))
        .max(Comparator.naturalOrder());
  }

  /** How long it took, until its last mark. */
  public Duration length() {
    return Figure.micros(marks.stream().mapToLong(LedgerEvent.Marked::at).max().orElse(0));
  }
}
