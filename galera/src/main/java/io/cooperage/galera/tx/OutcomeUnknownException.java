package io.cooperage.galera.tx;

/**
 * The connection was lost during COMMIT and nobody could say in time whether it took place. Must
 * not be repeated blindly: look the effect up first.
 */
public final class OutcomeUnknownException extends GaleraException {

  private static final long serialVersionUID = 1L;

  OutcomeUnknownException(String transaction, String message, Throwable cause) {
    super(transaction, message, cause);
  }
}
