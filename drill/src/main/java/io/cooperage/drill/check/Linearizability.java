package io.cooperage.drill.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether registers with compare-and-set are linearizable: each operation takes effect at one
 * moment between its invocation and its answer, and reads show it from then on, wherever they go. A
 * history is linearizable if that of each object is (Herlihy and Wing), so objects are checked one
 * by one.
 */
public final class Linearizability {

  /** Enough for histories of drills by far; about a second's work for one object. */
  public static final long DEFAULT_STEPS = 1_000_000;

  private Linearizability() {}

  /** Checks with {@link #DEFAULT_STEPS}. */
  public static CheckResult check(List<ClientOperation<RegisterAction>> history) {
    return check(history, DEFAULT_STEPS);
  }

  /**
   * One violation for each object that is not linearizable, with the shortest window that shows it.
   *
   * @param history of registers that hold nothing before the first operation
   * @param steps how many configurations a search may look at; an object that needs more is
   *     undecided
   */
  public static CheckResult check(List<ClientOperation<RegisterAction>> history, long steps) {
    Map<String, List<ClientOperation<RegisterAction>>> objects =
        history.stream()
            .collect(
                Collectors.groupingBy(
                    operation -> operation.action().object(), TreeMap::new, Collectors.toList()));
    List<Violation> violations = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    objects.forEach(
        (object, all) -> {
          List<ClientOperation<RegisterAction>> operations = JustInTimeSearch.relevant(all);
          JustInTimeSearch.Finding finding =
              JustInTimeSearch.search(operations, Set.of(Optional.empty()), steps);
          if (!finding.decided()) {
            undecided.add(object);
          }
          finding
              .stuck()
              .ifPresent(stuck -> violations.add(violation(object, operations, finding, steps)));
        });
    return new CheckResult(violations, undecided);
  }

  private static Violation violation(
      String object,
      List<ClientOperation<RegisterAction>> operations,
      JustInTimeSearch.Finding finding,
      long steps) {
    ClientOperation<RegisterAction> stuck = finding.stuck().orElseThrow();
    List<ClientOperation<RegisterAction>> prefix =
        operations.stream().filter(o -> o.invoked() <= stuck.completed()).toList();
    String explanation =
        "no order explains \"%s\" of process %d at %s; before it the register can hold only %s"
            .formatted(
                stuck.action(),
                stuck.process(),
                stuck.datacenter(),
                finding.states().stream()
                    .map(state -> state.map(String::valueOf).orElse("nothing"))
                    .sorted()
                    .collect(Collectors.joining(" or ")));
    return new Violation(
        Phenomenon.NOT_LINEARIZABLE, object, explanation, window(prefix, stuck, steps));
  }

  /**
   * The shortest end of a prefix that has no order, whatever the register held where it begins. It
   * begins where no acknowledged operation is under way.
   */
  private static List<ClientOperation<RegisterAction>> window(
      List<ClientOperation<RegisterAction>> prefix,
      ClientOperation<RegisterAction> stuck,
      long steps) {
    Set<Optional<Long>> anything = new HashSet<>(Set.of(Optional.empty()));
    prefix.forEach(operation -> anything.add(operation.action().after(Optional.empty())));
    List<Long> quiet = quietTimes(prefix);
    for (int i = quiet.size() - 1; i > 0; i--) {
      long from = quiet.get(i);
      List<ClientOperation<RegisterAction>> window =
          prefix.stream().filter(o -> !o.ok() || o.invoked() >= from).toList();
      if (JustInTimeSearch.search(window, anything, steps).stuck().equals(Optional.of(stuck))) {
        return window;
      }
    }
    return prefix;
  }

  /** Invocations before which all acknowledged operations had been answered. */
  private static List<Long> quietTimes(List<ClientOperation<RegisterAction>> operations) {
    List<Long> quiet = new ArrayList<>();
    long answered = Long.MIN_VALUE;
    for (ClientOperation<RegisterAction> operation : operations) {
      if (operation.ok()) {
        if (operation.invoked() > answered) {
          quiet.add(operation.invoked());
        }
        answered = Math.max(answered, operation.completed());
      }
    }
    return quiet;
  }
}
