package io.cooperage.drill.check;

import io.cooperage.drill.check.Configurations.Configuration;
import io.cooperage.drill.history.Outcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of one register's operations that explains their answers: Wing and Gong's
 * search with Lowe's just-in-time linearization and memory of configurations ("Testing for
 * linearizability", 2017). It goes through the history once, keeps all configurations that are
 * possible, and lets an operation take effect only when an answer makes it necessary. Not
 * thread-safe.
 */
final class JustInTimeSearch {

  /**
   * How a search ended.
   *
   * @param stuck the first answer that no order explains; empty = there is an order, if decided
   * @param states what the register could hold before it
   * @param decided false = it took more steps than allowed
   */
  record Finding(
      Optional<ClientOperation<RegisterAction>> stuck,
      Set<Optional<Long>> states,
      boolean decided) {}

  private record Event(long time, boolean answer, int operation) {}

  private final List<ClientOperation<RegisterAction>> operations;
  private final BitSet underWay = new BitSet();
  private Configurations possible = new Configurations();
  private long steps;

  private JustInTimeSearch(
      List<ClientOperation<RegisterAction>> operations,
      Collection<Optional<Long>> initial,
      long steps) {
    this.operations = operations;
    this.steps = steps;
    initial.forEach(state -> possible.add(Configuration.initial(state)));
  }

  /**
   * Searches.
   *
   * @param operations of one register, without those that failed
   * @param initial all states in which it may be in the beginning
   * @param steps how many configurations it may look at
   */
  static Finding search(
      List<ClientOperation<RegisterAction>> operations,
      Collection<Optional<Long>> initial,
      long steps) {
    return new JustInTimeSearch(operations, initial, steps).run();
  }

  /** Without those that change nothing, whatever became of them. */
  static List<ClientOperation<RegisterAction>> relevant(
      List<ClientOperation<RegisterAction>> operations) {
    List<ClientOperation<RegisterAction>> relevant =
        new ArrayList<>(operations.stream().filter(ClientOperation::ok).toList());
    List<ClientOperation<RegisterAction>> doubtful =
        new ArrayList<>(
            operations.stream()
                .filter(o -> o.outcome() == Outcome.UNKNOWN)
                .filter(o -> !(o.action() instanceof RegisterAction.Read))
                .toList());
    boolean found = true;
    while (found) {
      Set<Optional<Long>> needed = new HashSet<>();
      relevant.forEach(operation -> needed.add(needs(operation.action())));
      List<ClientOperation<RegisterAction>> useful =
          doubtful.stream()
              .filter(o -> needed.contains(o.action().after(Optional.empty())))
              .toList();
      found = !useful.isEmpty();
      relevant.addAll(useful);
      doubtful.removeAll(useful);
    }
    relevant.sort(ClientOperation.BY_INVOCATION);
    return relevant;
  }

  private static Optional<Long> needs(RegisterAction action) {
    if (action instanceof RegisterAction.Read read) {
      return read.seen();
    }
    return action instanceof RegisterAction.CompareAndSet cas ? cas.expected() : Optional.empty();
  }

  private Finding run() {
    for (Event event : events()) {
      if (!event.answer()) {
        underWay.set(event.operation());
        continue;
      }
      Configurations before = possible;
      Set<Optional<Long>> states = before.states();
      possible = linearize(before, event.operation());
      if (steps < 0) {
        return new Finding(Optional.empty(), Set.of(), false);
      }
      if (possible.isEmpty()) {
        return new Finding(Optional.of(operations.get(event.operation())), states, true);
      }
      underWay.clear(event.operation());
    }
    return new Finding(Optional.empty(), Set.of(), true);
  }

  /** An answer at the moment of another's invocation counts as later: they may overlap. */
  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      ClientOperation<RegisterAction> operation = operations.get(i);
      events.add(new Event(operation.invoked(), false, i));
      if (operation.ok()) {
        events.add(new Event(operation.completed(), true, i));
      }
    }
    events.sort(Comparator.comparingLong(Event::time).thenComparing(Event::answer));
    return events;
  }

  /** All configurations in which the answered operation has taken effect. */
  private Configurations linearize(Configurations from, int answered) {
    Configurations reached = new Configurations();
    Optional<Configuration> next = from.poll();
    while (next.isPresent() && steps-- >= 0) {
      Configuration configuration = next.get();
      if (configuration.linearized(answered)) {
        reached.add(configuration.without(answered));
      } else {
        underWay.stream()
            .filter(operation -> !configuration.linearized(operation))
            .filter(o -> operations.get(o).action().possible(configuration.state()))
            .forEach(operation -> from.add(step(configuration, operation)));
      }
      next = from.poll();
    }
    return reached;
  }

  private Configuration step(Configuration from, int operation) {
    ClientOperation<RegisterAction> next = operations.get(operation);
    return from.after(next.action().after(from.state()), operation, next.ok());
  }
}
