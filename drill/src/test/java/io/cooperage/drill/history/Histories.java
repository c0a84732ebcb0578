package io.cooperage.drill.history;

import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.LedgerEvent.Invoked;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small histories for the checkers' tests. */
final class Histories {

  private Histories() {}

  static Operation create(long op, long sent, Outcome outcome, Attempted... attempts) {
    return operation(
        op, OperationKind.CREATE, Optional.of("n" + op), Optional.empty(), sent, outcome, attempts);
  }

  static Operation delete(
      long op, String target, long sent, Outcome outcome, Attempted... attempts) {
    return operation(
        op, OperationKind.DELETE, Optional.empty(), Optional.of(target), sent, outcome, attempts);
  }

  static Operation get(long op, String target, long sent, Outcome outcome, Attempted... attempts) {
    return operation(
        op, OperationKind.GET, Optional.empty(), Optional.of(target), sent, outcome, attempts);
  }

  private static Operation operation(
      long op,
      OperationKind kind,
      Optional<String> name,
      Optional<String> target,
      long sent,
      Outcome outcome,
      Attempted... attempts) {
    Optional<String> key = kind.write() ? Optional.of("key-" + op) : Optional.empty();
    long completed = attempts.length == 0 ? sent : attempts[attempts.length - 1].ended();
    return new Operation(
        new Invoked(op, "global", kind, key, name, target, sent),
        List.of(attempts),
        outcome,
        completed);
  }

  /** The same, by other clients. */
  static Operation by(String clients, Operation operation) {
    Invoked invoked = operation.invoked();
    return new Operation(
        new Invoked(
            invoked.op(),
            clients,
            invoked.kind(),
            invoked.key(),
            invoked.name(),
            invoked.target(),
            invoked.intended()),
        operation.attempts(),
        operation.outcome(),
        operation.completed());
  }

  /** The same, not sent for the first time. */
  static Attempted repeated(Attempted attempt) {
    return new Attempted(
        attempt.op(),
        2,
        attempt.sent(),
        attempt.ended(),
        attempt.verdict(),
        attempt.status(),
        attempt.code(),
        attempt.cluster(),
        attempt.job(),
        attempt.replayed(),
        attempt.datacenter(),
        attempt.requestId(),
        attempt.retryAfter(),
        attempt.detail());
  }

  static Attempted ok(long op, long sent, long ended, String cluster) {
    return attempt(op, sent, ended, Verdict.OK, 202, "202", Optional.of(cluster), false);
  }

  static Attempted replayed(long op, long sent, long ended, String cluster) {
    return attempt(op, sent, ended, Verdict.OK, 202, "202", Optional.of(cluster), true);
  }

  static Attempted broken(long op, long sent, long ended) {
    return attempt(
        op, sent, ended, Verdict.UNKNOWN, 0, "connection_reset", Optional.empty(), false);
  }

  static Attempted answered(long op, long sent, long ended, int status, Verdict verdict) {
    return attempt(op, sent, ended, verdict, status, "" + status, Optional.empty(), false);
  }

  private static Attempted attempt(
      long op,
      long sent,
      long ended,
      Verdict verdict,
      int status,
      String code,
      Optional<String> cluster,
      boolean replayed) {
    return new Attempted(
        op,
        1,
        sent,
        ended,
        verdict,
        status,
        code,
        cluster,
        Optional.empty(),
        replayed,
        Optional.of("dc1"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static FinalView view(String datacenter, ObservedCluster... clusters) {
    return new FinalView(datacenter, List.of(clusters));
  }

  static ObservedCluster active(String id, String name) {
    return new ObservedCluster(id, name, "active", Map.of("create", 1));
  }

  static ObservedCluster terminated(String id, String name) {
    return new ObservedCluster(id, name, "terminated", Map.of("create", 1, "delete", 1));
  }
}
