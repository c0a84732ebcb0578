package io.cooperage.server.job;

/** What a {@link Finish} did. */
public enum Verdict {
  /** It counted. */
  ACCEPTED,
  /** It had counted before. */
  REPEATED,
  /** The token is not good any more; what was printed is kept as evidence. */
  STALE,
  /** There is no such task. */
  UNKNOWN
}
