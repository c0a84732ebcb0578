package io.cooperage.galera.watchdog;

import java.time.Duration;
import java.util.Optional;

/**
 * What a node last said of its group, and for how long it has said the same. Times are those of
 * {@link System#nanoTime}. Not thread-safe.
 */
final class LastView {

  private Optional<View> view = Optional.empty();
  private long toldAt;
  private long changedAt;

  /** Knows nothing yet. */
  LastView(long now) {
    forget(now);
  }

  /** For another process: what its predecessor said is no news of it. */
  void forget(long now) {
    view = Optional.empty();
    toldAt = now;
    changedAt = now;
  }

  /**
   * Takes what the node said; nothing that was asked before what is known.
   *
   * @param asked when it was asked: what it said may be as old as that
   */
  void told(View said, long asked) {
    if (asked - toldAt <= 0) {
      return;
    }
    if (view.isEmpty() || !said.sameGroup(view.get()) || said.reforming()) {
      changedAt = asked;
    }
    view = Optional.of(said);
    toldAt = asked;
  }

  Optional<View> view() {
    return view;
  }

  Duration age(long now) {
    return Duration.ofNanos(now - toldAt);
  }

  /** How long ago the group was first seen as it is, or was last about to change. */
  Duration groupAge(long now) {
    return Duration.ofNanos(now - changedAt);
  }
}
