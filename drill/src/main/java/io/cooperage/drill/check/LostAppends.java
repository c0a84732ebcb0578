package io.cooperage.drill.check;

import io.cooperage.drill.check.Transaction.Append;
import io.cooperage.drill.check.Transaction.Read;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Appends that another's overwrote (lost update: both had read the same version, and both are
 * acknowledged), and acknowledged appends that no read shows although one began afterwards.
 */
final class LostAppends {

  private record Version(String list, List<Long> elements) {}

  private record Replacement(String list, ClientOperation<Transaction> by) {}

  private LostAppends() {}

  static List<Violation> check(
      List<ClientOperation<Transaction>> history, Map<String, List<Long>> longest) {
    List<Violation> violations = new ArrayList<>();
    Set<Replacement> explained = new HashSet<>();
    replacements(history)
        .forEach(
            (version, by) -> {
              if (by.size() > 1) {
                violations.add(
                    new Violation(
                        Phenomenon.LOST_UPDATE,
                        version.list,
                        "all of these read %s and appended to it".formatted(version.elements),
                        by));
                by.forEach(operation -> explained.add(new Replacement(version.list, operation)));
              }
            });
    for (ClientOperation<Transaction> operation : history) {
      for (Append append : operation.action().appends()) {
        if (operation.ok() && !explained.contains(new Replacement(append.list(), operation))) {
          missing(operation, append, history, longest).ifPresent(violations::add);
        }
      }
    }
    return violations;
  }

  private static Map<Version, List<ClientOperation<Transaction>>> replacements(
      List<ClientOperation<Transaction>> history) {
    Map<Version, List<ClientOperation<Transaction>>> replacements = new LinkedHashMap<>();
    for (ClientOperation<Transaction> operation : history) {
      for (Read read : operation.action().externalReads()) {
        if (operation.ok() && !operation.action().appendsTo(read.list()).isEmpty()) {
          replacements
              .computeIfAbsent(
                  new Version(read.list(), read.seen().orElseThrow()), v -> new ArrayList<>())
              .add(operation);
        }
      }
    }
    return replacements;
  }

  private static Optional<Violation> missing(
      ClientOperation<Transaction> writer,
      Append append,
      List<ClientOperation<Transaction>> history,
      Map<String, List<Long>> longest) {
    if (longest.getOrDefault(append.list(), List.of()).contains(append.element())) {
      return Optional.empty();
    }
    return history.stream()
        .filter(reader -> reader.ok() && writer.precedes(reader))
        .filter(r -> r.action().reads().stream().anyMatch(x -> x.list().equals(append.list())))
        .findFirst()
        .map(
            reader ->
                new Violation(
                    Phenomenon.LOST_WRITE,
                    append.list(),
                    "element %d is in no read, be it of later".formatted(append.element()),
                    List.of(writer, reader)));
  }
}
