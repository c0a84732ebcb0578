package io.cooperage.drill.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same view everywhere: a request about a cluster whose create was acknowledged before it was
 * sent must find it, wherever either went, be it a read or a delete.
 */
public final class StaleReads {

  private StaleReads() {}

  public static List<Anomaly> check(List<Operation> operations) {
    Map<String, Long> acknowledged = new HashMap<>();
    operations.stream()
        .filter(operation -> operation.kind() == OperationKind.CREATE)
        .forEach(
            operation ->
                operation
                    .acknowledgement()
                    .ifPresent(
                        answer ->
                            answer
                                .cluster()
                                .ifPresent(id -> acknowledged.put(id, answer.ended()))));
    List<Anomaly> anomalies = new ArrayList<>();
    for (Operation operation : operations) {
      check(operation, acknowledged, anomalies);
    }
    return anomalies;
  }

  private static void check(
      Operation operation, Map<String, Long> acknowledged, List<Anomaly> anomalies) {
    String id = operation.invoked().target().orElse("");
    Long since = acknowledged.get(id);
    for (LedgerEvent.Attempted attempt : operation.attempts()) {
      if (attempt.status() == 404 && since != null && since < attempt.sent()) {
        anomalies.add(
            new Anomaly(
                Anomaly.Kind.STALE_READ,
                "cluster " + id,
                "acknowledged at %d µs, not found by the %s sent at %d µs, answered by %s"
                    .formatted(
                        since,
                        operation.kind(),
                        attempt.sent(),
                        attempt.datacenter().orElse("?"))));
      }
    }
  }
}
