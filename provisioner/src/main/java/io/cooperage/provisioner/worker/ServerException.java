package io.cooperage.provisioner.worker;

import java.time.Duration;
import java.util.Optional;

/** The servers said no, or nothing. */
public final class ServerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What a worker can do about it. */
  public enum Kind {
    /** No server answered, or not now: ask again. */
    TRY_AGAIN,
    /** There is no such session or task (any more). */
    UNKNOWN,
    /** The task has gone to another: the token is stale. */
    STALE,
    /** Asking again will not help. */
    REFUSED
  }

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;

  public ServerException(Kind kind, String message, Throwable cause) {
    this(kind, message, Optional.empty(), cause);
  }

  public ServerException(
      Kind kind, String message, Optional<Duration> retryAfter, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
