package io.cooperage.server.web;

/** Names of the headers that are ours. */
public final class Headers {
  public static final String REQUEST_ID = "X-Request-Id";
  public static final String DATACENTER = "X-Datacenter";
  public static final String COMMIT_POSITION = "Commit-Position";
  public static final String CONSISTENCY = "Consistency";
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  public static final String IDEMPOTENCY_REPLAYED = "Idempotency-Replayed";

  private Headers() {}
}
