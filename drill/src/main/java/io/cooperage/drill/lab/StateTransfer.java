package io.cooperage.drill.lab;

/** How a Galera node got the data that it lacked. */
public enum StateTransfer {
  /** It lacked none. */
  NONE,
  /** Only the transactions that it lacked. */
  IST,
  /** A whole copy. */
  SST;

  /** Reads a node's log since its start. */
  static StateTransfer read(String log) {
    if (log.contains("SST received") || log.contains("SST succeeded")) {
      return log.contains("SST succeeded for position 00000000-0000-0000-0000-000000000000")
          ? IST
          : SST;
    }
    if (log.contains("IST received") || log.contains("Receiving IST")) {
      return IST;
    }
    return NONE;
  }
}
