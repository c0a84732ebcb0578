package io.cooperage.galera.tx;

/** Others were faster each time until the deadline. Nothing was done; a later try may succeed. */
public final class ContentionException extends GaleraException {

  private static final long serialVersionUID = 1L;

  ContentionException(String transaction, String message, Throwable cause) {
    super(transaction, message, cause);
  }
}
