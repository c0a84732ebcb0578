package io.cooperage.galera.recovery;

/** How a Galera node got the data that it lacked. */
public enum StateTransfer {
  /** It lacked none. */
  NONE,
  /** Only the transactions that it lacked. */
  IST,
  /** A whole copy. */
  SST;

  /** Reads a node's log since its start. */
  public static StateTransfer read(String log) {
    // The transfer's script runs for both; only a whole copy is what it says that it completed.
    if (log.contains("SST completed on joiner")) {
      return SST;
    }
    return log.contains("IST received") ? IST : NONE;
  }
}
