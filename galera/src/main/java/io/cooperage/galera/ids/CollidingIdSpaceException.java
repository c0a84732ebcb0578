package io.cooperage.galera.ids;

/** Two datacenters would hand out the same ids; a server with this configuration must not start. */
public final class CollidingIdSpaceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CollidingIdSpaceException(String message) {
    super(message);
  }
}
