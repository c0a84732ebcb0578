package io.cooperage.galera.recovery;

/** Who said how far a node's data goes. */
public enum PositionSource {
  /** Nobody. */
  NONE,
  /** {@code grastate.dat}, left by a stop in good order, and the storage engine agrees. */
  STATE_FILE,
  /** The storage engine, asked by {@code mariadbd --wsrep-recover}. */
  STORAGE,
  /** The running node's status variables. */
  STATUS
}
