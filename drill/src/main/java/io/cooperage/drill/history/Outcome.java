package io.cooperage.drill.history;

/** How an operation ended for its client, all its attempts taken together. */
public enum Outcome {
  /** Acknowledged. */
  OK,
  /** It certainly has no effect. */
  FAIL,
  /** The client cannot tell. */
  UNKNOWN
}
