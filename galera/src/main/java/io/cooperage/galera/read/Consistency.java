package io.cooperage.galera.read;

import io.cooperage.galera.tx.CommitPosition;

/** How fresh a read must be. */
public sealed interface Consistency {

  /** Sees everything that was committed anywhere before the read began. */
  static Consistency strong() {
    return new Strong();
  }

  /** Sees at least everything up to the position of an earlier commit. */
  static Consistency session(CommitPosition position) {
    return new Session(position);
  }

  /** Sees what this node has applied by now; may be behind, never waits. */
  static Consistency local() {
    return new Local();
  }

  /** See {@link #strong()}. */
  record Strong() implements Consistency {}

  /** See {@link #session(CommitPosition)}. */
  record Session(CommitPosition position) implements Consistency {}

  /** See {@link #local()}. */
  record Local() implements Consistency {}
}
