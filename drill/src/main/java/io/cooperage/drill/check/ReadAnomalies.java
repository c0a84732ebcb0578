package io.cooperage.drill.check;

import io.cooperage.drill.check.Transaction.Append;
import io.cooperage.drill.check.Transaction.Read;
import io.cooperage.drill.check.Transaction.Step;
import io.cooperage.drill.history.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What single reads of lists show that they must not: elements twice, of nobody, of failed
 * transactions (G1a), of the middle of a transaction (G1b), or not what their own transaction saw
 * and did before. Each element is reported once. Not thread-safe.
 */
final class ReadAnomalies {

  private record Cause(Phenomenon phenomenon, String list, long element) {}

  private final List<ClientOperation<Transaction>> history;
  private final ListWriters writers;
  private final Map<Cause, Violation> found = new LinkedHashMap<>();

  private ReadAnomalies(List<ClientOperation<Transaction>> history, ListWriters writers) {
    this.history = history;
    this.writers = writers;
  }

  static Collection<Violation> check(
      List<ClientOperation<Transaction>> history, ListWriters writers) {
    ReadAnomalies anomalies = new ReadAnomalies(history, writers);
    for (ClientOperation<Transaction> operation : history) {
      if (operation.ok()) {
        operation.action().reads().forEach(read -> anomalies.check(operation, read));
        anomalies.checkInternal(operation);
      }
    }
    return anomalies.found.values();
  }

  private void check(ClientOperation<Transaction> reader, Read read) {
    List<Long> seen = read.seen().orElseThrow();
    Set<Long> once = new HashSet<>();
    for (long element : seen) {
      if (!once.add(element)) {
        add(Phenomenon.DUPLICATE_ELEMENTS, read, element, "it stands there twice", reader);
      }
      Optional<ClientOperation<Transaction>> writer = writer(read.list(), element);
      if (writer.isEmpty()) {
        add(Phenomenon.GARBAGE_READ, read, element, "nobody appended it", reader);
      } else if (writer.get().outcome() == Outcome.FAIL) {
        add(Phenomenon.G1A, read, element, "its append failed", writer.get(), reader);
      }
    }
    if (!seen.isEmpty()) {
      checkLast(reader, read, seen.get(seen.size() - 1));
    }
  }

  private void checkLast(ClientOperation<Transaction> reader, Read read, long last) {
    writer(read.list(), last)
        .filter(writer -> writer != reader)
        .ifPresent(
            writer -> {
              List<Long> appends = writer.action().appendsTo(read.list());
              long end = appends.get(appends.size() - 1);
              if (last != end) {
                String why = "it is the last one there, but its transaction also appended " + end;
                add(Phenomenon.G1B, read, last, why, writer, reader);
              }
            });
  }

  private void checkInternal(ClientOperation<Transaction> operation) {
    Map<String, List<Long>> whole = new HashMap<>();
    Map<String, List<Long>> own = new HashMap<>();
    for (Step step : operation.action().steps()) {
      if (step instanceof Append append) {
        own.computeIfAbsent(append.list(), list -> new ArrayList<>()).add(append.element());
        whole.computeIfPresent(append.list(), (list, known) -> with(known, append.element()));
      } else if (step instanceof Read read && read.seen().isPresent()) {
        List<Long> seen = read.seen().get();
        List<Long> end = own.getOrDefault(read.list(), List.of());
        List<Long> expected = whole.getOrDefault(read.list(), seen);
        if (!seen.equals(expected) || !endsWith(seen, end)) {
          long element = end.isEmpty() ? -1 : end.get(end.size() - 1);
          add(
              Phenomenon.INTERNAL,
              read,
              element,
              "it does not show what its own transaction saw or did before",
              operation);
        }
        whole.put(read.list(), seen);
      }
    }
  }

  private static List<Long> with(List<Long> known, long element) {
    List<Long> more = new ArrayList<>(known);
    more.add(element);
    return more;
  }

  private static boolean endsWith(List<Long> seen, List<Long> end) {
    return seen.size() >= end.size()
        && seen.subList(seen.size() - end.size(), seen.size()).equals(end);
  }

  private Optional<ClientOperation<Transaction>> writer(String list, long element) {
    return writers.of(list, element).stream().mapToObj(history::get).findFirst();
  }

  @SafeVarargs
  private void add(
      Phenomenon phenomenon,
      Read read,
      long element,
      String why,
      ClientOperation<Transaction>... operations) {
    String explanation =
        phenomenon == Phenomenon.INTERNAL ? why : "element %d: %s".formatted(element, why);
    found.putIfAbsent(
        new Cause(phenomenon, read.list(), element),
        new Violation(phenomenon, read.list(), explanation, List.of(operations)));
  }
}
