package io.cooperage.drill.remote;

/** Something on real hosts did not come about; the message names the host, and what to do. */
public final class HostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HostException(String message) {
    super(message);
  }

  HostException(String message, Throwable cause) {
    super(message, cause);
  }
}
