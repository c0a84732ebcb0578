package io.cooperage.galera.schema;

/** The schema is not what this program needs, or could not be made so. Says what to do. */
public final class SchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchemaException(String message) {
    super(message);
  }

  SchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
