package io.cooperage.api;

/**
 * Every way in which the API says no. {@code retryable} means that the same request (with the same
 * {@code Idempotency-Key}) may succeed later or in another datacenter.
 */
public enum ErrorCode {
  MALFORMED_JSON(400, false),
  INVALID_REQUEST(400, false),
  IDEMPOTENCY_KEY_REQUIRED(400, false),
  UNAUTHENTICATED(401, false),
  FORBIDDEN(403, false),
  NOT_FOUND(404, false),
  METHOD_NOT_ALLOWED(405, false),
  NOT_ACCEPTABLE(406, false),
  CONFLICT(409, false),
  WRONG_STATE(409, false),
  IN_USE(409, false),
  QUOTA_EXCEEDED(409, false),
  STALE_TOKEN(409, false),
  IDEMPOTENCY_IN_PROGRESS(409, true),
  POOL_EXHAUSTED(409, true),
  EVENTS_GONE(410, false),
  STALE_VERSION(412, false),
  TOO_LARGE(413, false),
  UNSUPPORTED_MEDIA_TYPE(415, false),
  IDEMPOTENCY_KEY_REUSED(422, false),
  UNSATISFIABLE(422, false),
  INVALID_DOCUMENT(422, false),
  PRECONDITION_REQUIRED(428, false),
  TOO_MANY_REQUESTS(429, true),
  INTERNAL(500, false),
  NOT_READY(503, true),
  NOT_PRIMARY(503, true),
  DRAINING(503, true),
  CONTENTION(503, true),
  ISSUER_UNREACHABLE(503, true),
  OUTCOME_UNKNOWN(503, true);

  private final int status;
  private final boolean retryable;

  ErrorCode(int status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  public int status() {
    return status;
  }

  public boolean retryable() {
    return retryable;
  }

  /** The {@code code} of the problem document: lower case. */
  public String wire() {
    return WireName.of(this);
  }

  /** Where the documentation explains it, relative to the site's root. */
  public String anchor() {
    return "/docs/reference/errors#" + wire();
  }
}
