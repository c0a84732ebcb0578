package io.cooperage.drill.history;

/** A broken promise: what, of which subject, and the values that show it. */
public record Anomaly(Kind kind, String subject, String detail) {

  /** Which promise. */
  public enum Kind {
    LOST_WRITE("acknowledged write is missing"),
    DOUBLED_EFFECT("effect done twice"),
    STALE_READ("a read did not see what was acknowledged before it began"),
    DISAGREEMENT("datacenters disagree"),
    TWO_OWNERS("a task ran under two owners"),
    UNFINISHED("work did not finish"),
    KEYED_REQUEST_FAILED("a request with an Idempotency-Key failed"),
    MINORITY_WROTE("a datacenter in the minority accepted a write or handed out a task");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }
}
