package io.cooperage.galera.recovery;

/** A step did not come about; the message says what is so, and how to mend it. */
public final class RecoveryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is so, and the next step. */
  public RecoveryException(String what, String remedy) {
    super(what + "\n  To mend it: " + remedy);
  }

  /** The same for what something else caused. */
  public RecoveryException(String what, String remedy, Throwable cause) {
    super(what + "\n  To mend it: " + remedy, cause);
  }
}
