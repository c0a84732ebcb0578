package io.cooperage.drill.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Which transaction appended an element, by its place in the history. */
final class ListWriters {

  private record Element(String list, long value) {}

  private final Map<Element, Integer> writers = new HashMap<>();

  /**
   * Of a whole history.
   *
   * @throws IllegalArgumentException if an element is appended to a list by two transactions, which
   *     leaves nothing to infer from reading it
   */
  ListWriters(List<ClientOperation<Transaction>> history) {
    for (int i = 0; i < history.size(); i++) {
      for (Transaction.Append append : history.get(i).action().appends()) {
        if (writers.put(new Element(append.list(), append.element()), i) != null) {
          throw new IllegalArgumentException(
              "%d is appended to %s twice; give each append an element of its own"
                  .formatted(append.element(), append.list()));
        }
      }
    }
  }

  /** The place of the transaction; empty if nobody appended it. */
  OptionalInt of(String list, long element) {
    Integer writer = writers.get(new Element(list, element));
    return writer == null ? OptionalInt.empty() : OptionalInt.of(writer);
  }
}
