package io.cooperage.drill.check;

import io.cooperage.drill.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A history as Jepsen's checkers Knossos and Elle read it: a map a line, two for each operation, in
 * the order of time.
 *
 * <p>Jepsen's times are nanoseconds. Its processes end with an unknown outcome, so what the same
 * client does afterwards has another process number.
 */
public final class EdnHistory {

  private record Event(long time, boolean invocation, String text) {}

  private EdnHistory() {}

  /** The lines of the file. */
  public static List<String> lines(List<? extends ClientOperation<?>> history) {
    int stride = history.stream().mapToInt(ClientOperation::process).max().orElse(0) + 1;
    Map<Integer, Integer> processes = new HashMap<>();
    List<Event> events = new ArrayList<>();
    for (ClientOperation<?> operation :
        history.stream().sorted(ClientOperation.BY_INVOCATION).toList()) {
      int process = processes.getOrDefault(operation.process(), operation.process());
      events.add(invocation(operation, process));
      events.add(completion(operation, process));
      processes.put(
          operation.process(), operation.outcome() == Outcome.UNKNOWN ? process + stride : process);
    }
    events.sort(Comparator.comparingLong(Event::time).thenComparing(event -> !event.invocation()));
    List<String> lines = new ArrayList<>();
    for (Event event : events) {
      lines.add("{:index %d, %s}".formatted(lines.size(), event.text()));
    }
    return lines;
  }

  private static Event invocation(ClientOperation<?> operation, int process) {
    return event(
        operation.invoked(), true, process, "invoke", operation, operation.action().invokedValue());
  }

  private static Event completion(ClientOperation<?> operation, int process) {
    String type =
        switch (operation.outcome()) {
          case OK -> "ok";
          case FAIL -> "fail";
          case UNKNOWN -> "info";
        };
    String value =
        operation.ok() ? operation.action().acknowledgedValue() : operation.action().invokedValue();
    return event(operation.completed(), false, process, type, operation, value);
  }

  private static Event event(
      long micros,
      boolean invocation,
      int process,
      String type,
      ClientOperation<?> operation,
      String value) {
    return new Event(
        micros,
        invocation,
        ":time %d, :process %d, :type :%s, :f :%s, :value %s, :datacenter %s"
            .formatted(
                micros * 1_000,
                process,
                type,
                operation.action().function(),
                value,
                Edn.string(operation.datacenter())));
  }
}
