package io.cooperage.galera.tx;

/**
 * The local node cannot serve now: it is down, joining, silent or in the minority. Nothing was
 * done; another datacenter may serve.
 */
public final class NodeUnusableException extends GaleraException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  NodeUnusableException(String transaction, String reason, Throwable cause) {
    super(transaction, "Transaction %s was not run: %s.".formatted(transaction, reason), cause);
    this.reason = reason;
  }

  /** Why, for people, without a full stop. */
  public String reason() {
    return reason;
  }
}
