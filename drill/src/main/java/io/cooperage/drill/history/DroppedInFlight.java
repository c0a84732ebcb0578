package io.cooperage.drill.history;

import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.UnknownOutcomes.Resolution;
import io.cooperage.drill.history.UnknownOutcomes.Resolved;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What became of the writes that were under way at one moment. */
public final class DroppedInFlight {

  /**
   * Writes of one population that were under way.
   *
   * @param underWay requests of which the time from sending to the end touches the window
   * @param answered of these, with 2xx or a final 4xx
   * @param droppedByCode the others, by code
   * @param resolved the unknown outcomes among these writes, by how the doubt ended
   */
  public record InFlight(
      String clients,
      int underWay,
      int answered,
      Map<String, Integer> droppedByCode,
      Map<Resolution, Integer> resolved) {

    /** Requests that brought no answer. */
    public int dropped() {
      return underWay - answered;
    }

    /** Writes of which their clients could not tell whether they happened. */
    public int unknown() {
      return resolved.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private DroppedInFlight() {}

  /** For each population that was writing from {@code begun} to {@code over}, by name. */
  public static List<InFlight> during(
      List<Operation> operations, List<FinalView> views, long begun, long over) {
    Predicate<Attempted> underWay = request -> request.sent() <= over && request.ended() > begun;
    Map<String, List<Operation>> writes =
        operations.stream()
            .filter(operation -> operation.kind().write())
            .filter(operation -> operation.attempts().stream().anyMatch(underWay))
            .collect(Collectors.groupingBy(Operation::clients, TreeMap::new, Collectors.toList()));
    return writes.entrySet().stream()
        .map(entry -> inFlight(entry.getKey(), entry.getValue(), views, underWay))
        .toList();
  }

  private static InFlight inFlight(
      String clients,
      List<Operation> writes,
      List<FinalView> views,
      Predicate<Attempted> underWay) {
    List<Attempted> requests =
        writes.stream().flatMap(write -> write.attempts().stream()).filter(underWay).toList();
    Map<String, Integer> dropped = new TreeMap<>();
    requests.stream()
        .filter(request -> request.verdict().failed())
        .forEach(request -> dropped.merge(request.code(), 1, Integer::sum));
    Map<Resolution, Integer> resolved = new EnumMap<>(Resolution.class);
    for (Resolved one : UnknownOutcomes.of(writes, views)) {
      resolved.merge(one.resolution(), 1, Integer::sum);
    }
    int answered = (int) requests.stream().filter(request -> !request.verdict().failed()).count();
    return new InFlight(clients, requests.size(), answered, dropped, resolved);
  }
}
