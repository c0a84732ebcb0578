package io.cooperage.galera.tx;

/** How far a transaction had come when it was refused. */
public enum Phase {
  /** Nothing was sent but the begin: certainly not executed. */
  BEGIN,
  /** Statements were sent, the commit was not: certainly not executed. */
  BODY,
  /** The commit was sent. */
  COMMIT
}
