package io.cooperage.drill.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The clusters that the load has made and not yet asked to delete. Thread-safe. Reads prefer recent
 * ones, where a stale view would show; deletes take the oldest, when they are old enough to have
 * come up.
 */
final class KnownClusters {

  private static final int RECENT = 20;

  private record Known(String id, long since) {}

  private final Deque<Known> known = new ArrayDeque<>();
  private final List<String> recent = new ArrayList<>();

  synchronized void add(String id, long now) {
    known.addLast(new Known(id, now));
    recent.add(id);
    if (recent.size() > RECENT) {
      recent.remove(0);
    }
  }

  synchronized Optional<String> forRead(RandomGenerator random) {
    return recent.isEmpty()
        ? Optional.empty()
        : Optional.of(recent.get(random.nextInt(recent.size())));
  }

  /** Takes one that was made at least {@code age} microseconds before {@code now}. */
  synchronized Optional<String> takeForDelete(long now, long age) {
    return known.isEmpty() || now - known.peekFirst().since() < age
        ? Optional.empty()
        : Optional.of(known.removeFirst().id());
  }
}
