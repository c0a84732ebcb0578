package io.cooperage.galera.testing;

/** When a {@link FaultyProxy} cuts a connection. */
public enum Cut {
  /** COMMIT does not reach the node. */
  BEFORE_COMMIT,
  /** COMMIT reaches the node, and the connection is gone while the node executes it. */
  IN_COMMIT,
  /** The node has committed; its answer is lost. */
  AFTER_COMMIT,
  /** COMMIT reaches the node; from then on there is only silence. */
  SILENCE_IN_COMMIT
}
