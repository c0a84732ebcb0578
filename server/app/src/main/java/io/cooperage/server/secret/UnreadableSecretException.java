package io.cooperage.server.secret;

/** A sealed value or data key that this server cannot open. The message names no value. */
public final class UnreadableSecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableSecretException(String message) {
    super(message);
  }
}
