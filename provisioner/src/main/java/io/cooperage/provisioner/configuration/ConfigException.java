package io.cooperage.provisioner.configuration;

/** The configuration cannot be used; the message names each key and its remedy. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
