package io.cooperage.drill.history;

/** What one request, without any repetition, told its client. */
public enum Verdict {
  /** 2xx. */
  OK(false),
  /** A final 4xx: understood, and no. Not a failure of the service. */
  REFUSED(false),
  /** It certainly was not executed: never connected, or a problem document that says so. */
  DROPPED(true),
  /** It may or may not have been executed. */
  UNKNOWN(true);

  private final boolean failed;

  Verdict(boolean failed) {
    this.failed = failed;
  }

  /** Whether the client counts it as a failed request. */
  public boolean failed() {
    return failed;
  }
}
