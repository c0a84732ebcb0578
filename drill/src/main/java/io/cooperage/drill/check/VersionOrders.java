package io.cooperage.drill.check;

import io.cooperage.drill.check.Transaction.Read;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In which order elements were appended, as far as reads show it: the longest read of a list, of
 * which all others must be beginnings.
 *
 * @param longest all that is known to have been in each list that was read
 * @param sound the orders of those lists whose reads agree and show each element once
 * @param violations reads that do not agree
 */
record VersionOrders(
    Map<String, List<Long>> longest, Map<String, List<Long>> sound, List<Violation> violations) {

  private record Shown(ClientOperation<Transaction> reader, List<Long> elements) {}

  static VersionOrders of(List<ClientOperation<Transaction>> history) {
    Map<String, List<Shown>> reads = new TreeMap<>();
    for (ClientOperation<Transaction> operation : history) {
      if (operation.ok()) {
        for (Read read : operation.action().reads()) {
          reads
              .computeIfAbsent(read.list(), list -> new ArrayList<>())
              .add(new Shown(operation, read.seen().orElseThrow()));
        }
      }
    }
    VersionOrders orders = new VersionOrders(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    reads.forEach(orders::add);
    return orders;
  }

  private void add(String list, List<Shown> reads) {
    Shown most =
        reads.stream().reduce((a, b) -> a.elements.size() >= b.elements.size() ? a : b).get();
    longest.put(list, most.elements);
    if (new HashSet<>(most.elements).size() < most.elements.size()) {
      return;
    }
    reads.stream()
        .filter(read -> !read.elements.equals(most.elements.subList(0, read.elements.size())))
        .findFirst()
        .ifPresentOrElse(
            other -> violations.add(incompatible(list, other, most)),
            () -> sound.put(list, most.elements));
  }

  private static Violation incompatible(String list, Shown one, Shown other) {
    return new Violation(
        Phenomenon.INCOMPATIBLE_ORDER,
        list,
        "neither %s nor %s is the other's beginning".formatted(one.elements, other.elements),
        List.of(one.reader, other.reader));
  }
}
