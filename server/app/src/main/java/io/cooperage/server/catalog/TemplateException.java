package io.cooperage.server.catalog;

/** A template cannot be put together; the message says why. It has no stack trace. */
final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message, null, false, false);
  }
}
