package io.cooperage.drill.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a class of clients was not served. Two figures, because either alone can hide an outage:
 * the longest time in which clients wanted something and nobody was answered, and the longest time
 * that one client waited, from its intended start, for its operation to end.
 */
public final class Outages {

  /**
   * Of operations that were meant to begin in {@code [from, to)}. Microseconds.
   *
   * @param silence longest time without an acknowledgement while an operation was waiting for one
   * @param silentFrom when it began
   * @param longestWait of one operation, its repetitions included
   * @param operations how many
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
    List<Operation> served = inside.stream().filter(Outages::served).toList();
    long longest = inside.stream().mapToLong(Operation::waited).max().orElse(0);
    List<Long> answers = new ArrayList<>(served.stream().map(Operation::completed).toList());
    answers.add(Math.max(to, answers.stream().mapToLong(Long::longValue).max().orElse(to)));
    answers.sort(Long::compare);
    long silence = 0;
    long silentFrom = from;
    long previous = from;
    for (long answer : answers) {
      long begun = Math.max(previous, firstUnanswered(inside, previous));
      if (answer - begun > silence) {
        silence = answer - begun;
        silentFrom = begun;
      }
      previous = Math.max(previous, answer);
    }
    return new Outage(silence, silentFrom, longest, inside.size(), inside.size() - served.size());
  }

  /**
   * For how long, at a moment, somebody has been waiting and nobody was answered. Microseconds.
   *
   * @param operations of one class, from the history as it is at that moment
   */
  public static long now(List<Operation> operations, long moment) {
    long answered =
        operations.stream()
            .filter(Outages::served)
            .mapToLong(Operation::completed)
            .max()
            .orElse(Long.MIN_VALUE);
    return Math.max(0, moment - Math.max(answered, firstUnanswered(operations, answered)));
  }

  /** When the first operation was meant to begin of those that had no good answer by {@code at}. */
  private static long firstUnanswered(List<Operation> operations, long at) {
    return operations.stream()
        .filter(op -> served(op) ? op.completed() > at : op.invoked().intended() >= at)
        .mapToLong(op -> op.invoked().intended())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static boolean served(Operation operation) {
    return operation.outcome() == Outcome.OK
        || operation.attempts().stream().anyMatch(a -> a.verdict() == Verdict.REFUSED);
  }
}
