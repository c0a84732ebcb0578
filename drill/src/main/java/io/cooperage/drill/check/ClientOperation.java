package io.cooperage.drill.check;

import io.cooperage.drill.history.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a client did and what it was told.
 *
 * @param process who: a client that does one thing after the other
 * @param datacenter where it sent it
 * @param invoked when it began, in microseconds on a monotonic clock
 * @param completed when the client was told, or gave up
 * @param outcome ok = it took effect between the two times; fail = it never takes effect; unknown =
 *     it takes effect at any time after it was invoked, or never
 * @param <A> of which data type
 */
public record ClientOperation<A extends Action>(
    int process, String datacenter, long invoked, long completed, Outcome outcome, A action) {

  /** In the order of their invocations. */
  static final Comparator<ClientOperation<?>> BY_INVOCATION =
      Comparator.<ClientOperation<?>>comparingLong(ClientOperation::invoked)
          .thenComparingInt(ClientOperation::process);

  public ClientOperation {
    if (completed < invoked) {
      throw new IllegalArgumentException(
          "An operation of process %d ends at %d µs, before it begins at %d µs"
              .formatted(process, completed, invoked));
    }
  }

  /** Those of one data type, in the order of their invocations. */
  public static <A extends Action> List<ClientOperation<A>> of(
      Class<A> type, List<? extends ClientOperation<?>> history) {
    return history.stream()
        .filter(operation -> type.isInstance(operation.action()))
        .map(
            operation ->
                new ClientOperation<>(
                    operation.process(),
                    operation.datacenter(),
                    operation.invoked(),
                    operation.completed(),
                    operation.outcome(),
                    type.cast(operation.action())))
        .sorted(BY_INVOCATION)
        .toList();
  }

  /** Whether it was acknowledged. */
  boolean ok() {
    return outcome == Outcome.OK;
  }

  /** Whether its effect was there before the other began, without any doubt. */
  boolean precedes(ClientOperation<?> other) {
    return ok() && completed < other.invoked;
  }

  /** For people. */
  @Override
  public String toString() {
    return "%.3f–%s ms, process %d at %s: %s%s"
        .formatted(
            invoked / 1e3,
            outcome == Outcome.UNKNOWN ? "?" : "%.3f".formatted(completed / 1e3),
            process,
            datacenter,
            action,
            outcome == Outcome.OK ? "" : " (" + outcome.name().toLowerCase(Locale.ROOT) + ")");
  }
}
