package io.cooperage.drill.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Where a register may be: its state, and which of the operations that are under way have taken
 * effect. Of two configurations that differ only in that one has used up more operations of unknown
 * outcome, the other can do all that it can, so only that is kept. Not thread-safe.
 */
final class Configurations {

  /**
   * One of them. Sets hold indices of operations, and are not changed.
   *
   * @param known those that were acknowledged, but at this time still under way
   * @param unknown those of unknown outcome
   */
  record Configuration(Optional<Long> state, BitSet known, BitSet unknown) {

    static Configuration initial(Optional<Long> state) {
      return new Configuration(state, new BitSet(), new BitSet());
    }

    Configuration after(Optional<Long> next, int operation, boolean acknowledged) {
      return acknowledged
          ? new Configuration(next, with(known, operation), unknown)
          : new Configuration(next, known, with(unknown, operation));
    }

    Configuration without(int operation) {
      BitSet rest = (BitSet) known.clone();
      rest.clear(operation);
      return new Configuration(state, rest, unknown);
    }

    boolean linearized(int operation) {
      return known.get(operation) || unknown.get(operation);
    }

    private static BitSet with(BitSet set, int operation) {
      BitSet more = (BitSet) set.clone();
      more.set(operation);
      return more;
    }
  }

  private record Place(Optional<Long> state, BitSet known) {}

  private final Map<Place, List<BitSet>> places = new HashMap<>();
  private final Queue<Configuration> queue = new ArrayDeque<>();

  /** Takes it up, unless one that can do as much is or was there. */
  void add(Configuration configuration) {
    List<BitSet> used =
        places.computeIfAbsent(
            new Place(configuration.state(), configuration.known()), place -> new ArrayList<>());
    if (used.stream().noneMatch(less -> subset(less, configuration.unknown()))) {
      used.removeIf(more -> subset(configuration.unknown(), more));
      used.add(configuration.unknown());
      queue.add(configuration);
    }
  }

  /** The next in the order in which they came, which is then no longer there. */
  Optional<Configuration> poll() {
    return Optional.ofNullable(queue.poll());
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** The states of all that are there. */
  Set<Optional<Long>> states() {
    Set<Optional<Long>> states = new HashSet<>();
    queue.forEach(configuration -> states.add(configuration.state()));
    return states;
  }

  private static boolean subset(BitSet less, BitSet more) {
    BitSet rest = (BitSet) less.clone();
    rest.andNot(more);
    return rest.isEmpty();
  }
}
