package io.cooperage.drill.report;

import io.cooperage.drill.history.History;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.Outages;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one class of clients saw: those of one front door, writing or reading. {@code before} is the
 * time until the first fault.
 *
 * @param failedRequests requests (not operations) that failed, by code
 */
public record ClassFigures(
    String clients,
    boolean writes,
    Outages.Outage outage,
    Latencies before,
    Latencies after,
    Map<String, Integer> failedRequests) {

  /**
   * For each class with operations in {@code [from, to)}, by name.
   *
   * @param fault when the first fault was injected
   */
  public static List<ClassFigures> of(History history, long from, long fault, long to) {
    Map<String, List<Operation>> classes =
        history.operations().stream()
            .filter(op -> op.invoked().intended() >= from && op.invoked().intended() < to)
            .collect(
                Collectors.groupingBy(
                    op -> op.clients() + (op.kind().write() ? " writes" : " reads"),
                    TreeMap::new,
                    Collectors.toList()));
    return classes.values().stream().map(inside -> figures(inside, from, fault, to)).toList();
  }

  private static ClassFigures figures(List<Operation> inside, long from, long fault, long to) {
    Map<Boolean, List<Operation>> parts =
        inside.stream().collect(Collectors.partitioningBy(op -> op.invoked().intended() < fault));
    return new ClassFigures(
        inside.get(0).clients(),
        inside.get(0).kind().write(),
        Outages.of(inside.stream(), from, to),
        Latencies.of(parts.get(true)),
        Latencies.of(parts.get(false)),
        failed(inside));
  }

  private static Map<String, Integer> failed(List<Operation> operations) {
    return operations.stream()
        .flatMap(operation -> operation.attempts().stream())
        .filter(attempt -> attempt.verdict().failed())
        .map(Attempted::code)
        .collect(Collectors.toMap(Function.identity(), code -> 1, Integer::sum, TreeMap::new));
  }

  /** {@code clients of dc1, writes}. */
  public String title() {
    return "clients of " + clients + (writes ? ", writes" : ", reads");
  }
}
