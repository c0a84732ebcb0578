package io.cooperage.client;

/**
 * No answer came within the deadline. What was asked may have happened: repeat it with the same
 * {@code Idempotency-Key} to find out.
 */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
