package io.cooperage.cli;

/** Time was up before what was waited for happened; it may still happen. */
final class WaitedInVainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WaitedInVainException(String message) {
    super(message);
  }
}
