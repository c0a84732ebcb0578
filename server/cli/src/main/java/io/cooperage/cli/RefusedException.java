package io.cooperage.cli;

/** What was asked for ended badly; the message says how, and what to do. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
