package io.cooperage.drill.report;

import io.cooperage.drill.history.Anomaly;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The anomalies of one kind.
 *
 * @param count of all; {@code shown} has no more than the first
 */
public record AnomalyGroup(String title, int count, List<Shown> shown) {

  private static final int SHOWN = 50;
  private static final int REQUESTS = 30;

  /**
   * One of them, with what the clients' ledger says of its subject.
   *
   * @param requests that had to do with it, in the order of their sending
   */
  public record Shown(String subject, String detail, List<Request> requests) {}

  /** One request as its client saw it. */
  public record Request(
      String operation,
      String clients,
      String sent,
      String ended,
      String datacenter,
      String answer,
      String requestId,
      String detail) {}

  static List<AnomalyGroup> of(List<Anomaly> anomalies, History history) {
    Map<Anomaly.Kind, List<Anomaly>> kinds =
        anomalies.stream()
            .collect(Collectors.groupingBy(Anomaly::kind, TreeMap::new, Collectors.toList()));
    return kinds.entrySet().stream()
        .map(
            entry ->
                new AnomalyGroup(
                    entry.getKey().title(),
                    entry.getValue().size(),
                    entry.getValue().stream()
                        .limit(SHOWN)
                        .map(anomaly -> shown(anomaly, history))
                        .toList()))
        .toList();
  }

  private static Shown shown(Anomaly anomaly, History history) {
    return new Shown(
        anomaly.subject(),
        anomaly.detail(),
        history.operations().stream()
            .filter(operation -> concerns(anomaly.subject(), operation))
            .flatMap(operation -> operation.attempts().stream().map(one -> request(operation, one)))
            .limit(REQUESTS)
            .toList());
  }

  /** Subjects are {@code operation 12}, {@code cluster 00000042} or its name, or a task's id. */
  private static boolean concerns(String subject, Operation operation) {
    String word = subject.substring(subject.lastIndexOf(' ') + 1);
    if (subject.startsWith("operation ")) {
      return word.equals(Long.toString(operation.id()));
    }
    return operation.invoked().name().filter(word::equals).isPresent()
        || operation
            .cluster()
            .filter(id -> word.equals(id) || word.startsWith(id + "-"))
            .isPresent();
  }

  private static Request request(Operation operation, Attempted attempt) {
    return new Request(
        operation.kind() + " " + operation.id() + ", request " + attempt.number(),
        operation.clients(),
        Figure.seconds(Figure.micros(attempt.sent())),
        Figure.seconds(Figure.micros(attempt.ended())),
        attempt.datacenter().orElse("–"),
        attempt.verdict() + " " + attempt.code() + (attempt.replayed() ? ", stored answer" : ""),
        attempt.requestId().orElse("–"),
        attempt.detail().orElse(""));
  }
}
