package io.cooperage.server.secret;

/** The master keys of this server are not those that it needs to take part. */
public final class KeyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyRefusedException(String message) {
    super(message);
  }
}
