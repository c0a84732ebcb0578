package io.cooperage.server.web;

import io.cooperage.api.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A refusal for the caller, thrown anywhere below a resource and turned into a problem document by
 * one mapper. It has no stack trace: it is an answer, not a fault.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<String> errors;
  private final transient Optional<Duration> retryAfter;

  /** {@code detail}: what is, with the values, and the next step. */
  public ProblemException(ErrorCode code, String detail) {
    this(code, detail, List.of(), Optional.empty());
  }

  private ProblemException(
      ErrorCode code, String detail, List<String> errors, Optional<Duration> retryAfter) {
    super(detail, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  /** The same with one line for each wrong value. */
  public ProblemException withErrors(List<String> lines) {
    return new ProblemException(code, getMessage(), lines, retryAfter);
  }

  public ProblemException retryAfter(Duration pause) {
    return new ProblemException(code, getMessage(), errors, Optional.of(pause));
  }

  public ErrorCode code() {
    return code;
  }

  public List<String> errors() {
    return errors;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
