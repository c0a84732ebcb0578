package io.cooperage.drill.history;

import java.util.ArrayList;
import java.util.List;

/** No request that carried an Idempotency-Key fails: the load balancers repeat it elsewhere. */
public final class FailedKeyedRequests {

  private FailedKeyedRequests() {}

  /**
   * All failed requests with a key, repeated or not.
   *
   * @param promise to whom this was promised
   */
  public static List<Anomaly> check(List<Operation> operations, Promise promise) {
    List<Anomaly> anomalies = new ArrayList<>();
    for (Operation operation : operations) {
      if (operation.invoked().key().isPresent()) {
        operation.attempts().stream()
            .filter(attempt -> attempt.verdict().failed())
            .filter(attempt -> promise.covers(operation, attempt))
            .map(
                attempt ->
                    new Anomaly(
                        Anomaly.Kind.KEYED_REQUEST_FAILED,
                        "operation " + operation.id(),
                        "%s by clients of %s at %.3f s: %d %s"
                            .formatted(
                                operation.kind(),
                                operation.clients(),
                                attempt.sent() / 1e6,
                                attempt.status(),
                                attempt.code())))
            .forEach(anomalies::add);
      }
    }
    return anomalies;
  }
}
