package io.cooperage.server.macro;

/** A macro that is wrong, or that has no value in this cluster. The message says where and why. */
public final class MacroException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MacroException(String message) {
    super(message);
  }
}
