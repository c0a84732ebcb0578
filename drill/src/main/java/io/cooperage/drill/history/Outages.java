package io.cooperage.drill.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a class of clients was not served. Two figures, because either alone can hide an outage:
 * the longest time in which nothing was acknowledged, and the longest time that one client waited,
 * from its intended start, for its operation to end.
 */
public final class Outages {

  /**
   * Of operations that were meant to begin in {@code [from, to)}. Microseconds.
   *
   * @param silence longest time between two acknowledgements (or the window's edge)
   * @param silentFrom when it began
   * @param longestWait of one operation, its repetitions included
   * @param operations how many; the resolution of {@code silence} is window / operations
   * @param unserved operations that did not end well
   */
  public record Outage(
      long silence, long silentFrom, long longestWait, int operations, int unserved) {

    /** The larger of the two figures. */
    public long worst() {
      return Math.max(silence, longestWait);
    }
  }

  private Outages() {}

  /** Over the operations of one class; refusals (a final 4xx) count as served. */
  public static Outage of(Stream<Operation> operations, long from, long to) {
    List<Operation> inside =
        operations
            .filter(op -> op.invoked().intended() >= from && op.invoked().intended() < to)
            .toList();
    List<Long> served = new ArrayList<>();
    long longest = 0;
    int unserved = 0;
    for (Operation operation : inside) {
      longest = Math.max(longest, operation.waited());
      if (served(operation)) {
        served.add(operation.completed());
      } else {
        unserved++;
      }
    }
    long end = served.stream().mapToLong(Long::longValue).max().orElse(to);
    served.add(Math.max(to, end));
    served.sort(Long::compare);
    long silence = 0;
    long silentFrom = from;
    long previous = from;
    for (long at : served) {
      if (at - previous > silence) {
        silence = at - previous;
        silentFrom = previous;
      }
      previous = Math.max(previous, at);
    }
    return inside.isEmpty()
        ? new Outage(0, from, 0, 0, 0)
        : new Outage(silence, silentFrom, longest, inside.size(), unserved);
  }

  private static boolean served(Operation operation) {
    return operation.outcome() == Outcome.OK
        || operation.attempts().stream().anyMatch(a -> a.verdict() == Verdict.REFUSED);
  }
}
