package io.cooperage.drill.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the requests that were under way at one moment. */
public final class DroppedInFlight {

  /**
   * Writes that were under way.
   *
   * @param inFlight writes sent before and answered after the moment
   * @param answered of these, with 2xx or a final 4xx
   * @param droppedByCode the others, by code
   */
  public record InFlight(int inFlight, int answered, Map<String, Integer> droppedByCode) {}

  private DroppedInFlight() {}

  public static InFlight at(List<Operation> operations, long moment) {
    int inFlight = 0;
    int answered = 0;
    Map<String, Integer> dropped = new TreeMap<>();
    for (Operation operation : operations) {
      if (!operation.kind().write()) {
        continue;
      }
      for (LedgerEvent.Attempted attempt : operation.attempts()) {
        if (attempt.sent() <= moment && attempt.ended() > moment) {
          inFlight++;
          if (attempt.verdict().failed()) {
            dropped.merge(attempt.code(), 1, Integer::sum);
          } else {
            answered++;
          }
        }
      }
    }
    return new InFlight(inFlight, answered, dropped);
  }
}
