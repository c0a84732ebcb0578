package io.cooperage.drill.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A datacenter that was cut off accepts no write and hands out no task. */
public final class MinorityWrites {

  private MinorityWrites() {}

  /** Writes sent to {@code datacenter} within the cut must not be acknowledged by it. */
  public static List<Anomaly> accepted(
      List<Operation> operations, String datacenter, long cut, long healed) {
    List<Anomaly> anomalies = new ArrayList<>();
    for (Operation operation : operations) {
      if (!operation.kind().write()) {
        continue;
      }
      for (LedgerEvent.Attempted attempt : operation.attempts()) {
        if (attempt.verdict() == Verdict.OK
            && attempt.datacenter().filter(datacenter::equals).isPresent()
            && attempt.sent() >= cut
            && attempt.ended() < healed) {
          anomalies.add(
              new Anomaly(
                  Anomaly.Kind.MINORITY_WROTE,
                  "operation " + operation.id(),
                  "%s sent %.3f s after the cut, answered %d by %s"
                      .formatted(
                          operation.kind(),
                          (attempt.sent() - cut) / 1e6,
                          attempt.status(),
                          datacenter)));
        }
      }
    }
    return anomalies;
  }

  /** No execution of one of its workers begins between {@code deadline} and {@code healed}. */
  public static List<Anomaly> handedOut(
      List<Execution> executions, String datacenter, Instant deadline, Instant healed) {
    return executions.stream()
        .filter(execution -> execution.datacenter().equals(datacenter))
        .filter(execution -> execution.started().isAfter(deadline))
        .filter(execution -> execution.started().isBefore(healed))
        .map(
            execution ->
                new Anomaly(
                    Anomaly.Kind.MINORITY_WROTE,
                    "task " + execution.task(),
                    "begun by %s of %s at %s"
                        .formatted(execution.worker(), datacenter, execution.started())))
        .toList();
  }
}
