package io.cooperage.galera.tx;

/** What a transaction may end with besides its value and what its body threw. */
public abstract sealed class GaleraException extends RuntimeException
    permits ContentionException, NodeUnusableException, OutcomeUnknownException {

  private static final long serialVersionUID = 1L;

  private final String transaction;

  GaleraException(String transaction, String message, Throwable cause) {
    super(message, cause);
    this.transaction = transaction;
  }

  /** The name of the transaction. */
  public String transaction() {
    return transaction;
  }
}
