package io.cooperage.provisioner.machine;

import java.io.InterruptedIOException;

/** Tells interrupts apart from faults: the SSH library wraps both into I/O exceptions. */
final class Interrupts {
  private Interrupts() {}

  static boolean causedBy(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedIOException || cause instanceof InterruptedException) {
        return !(cause instanceof java.net.SocketTimeoutException);
      }
    }
    return Thread.currentThread().isInterrupted();
  }

  static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
