package io.cooperage.drill.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether transactions of appends and reads were strictly serializable, by what Elle (Kingsbury and
 * Alvaro, "Elle: inferring isolation anomalies from experimental observations", 2020) found out:
 * since each element is appended once, a read of a list shows all its earlier versions, and whoever
 * wrote, saw or missed one depends on others. A cycle of dependencies is an anomaly.
 */
public final class ListAppend {

  private ListAppend() {}

  /**
   * Everything that reads of acknowledged transactions show. Write skew is told, and does not make
   * a history invalid.
   *
   * @throws IllegalArgumentException if two transactions append the same element to a list
   */
  public static CheckResult check(List<ClientOperation<Transaction>> history) {
    ListWriters writers = new ListWriters(history);
    VersionOrders orders = VersionOrders.of(history);
    List<Violation> violations = new ArrayList<>(ReadAnomalies.check(history, writers));
    violations.addAll(orders.violations());
    violations.addAll(LostAppends.check(history, orders.longest()));
    violations.addAll(
        CycleSearch.check(
            history,
            Dependencies.of(history, writers, orders.sound()),
            explained(history, violations)));
    return CheckResult.of(violations);
  }

  private static Set<Integer> explained(
      List<ClientOperation<Transaction>> history, List<Violation> violations) {
    Set<Integer> explained = new HashSet<>();
    violations.forEach(
        violation -> violation.operations().forEach(o -> explained.add(history.indexOf(o))));
    return explained;
  }
}
