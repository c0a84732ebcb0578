package io.cooperage.galera.tx;

import java.sql.SQLException;

/** COMMIT was sent and not answered. Says who was to execute it. Never leaves this package. */
final class CommitUnanswered extends Exception {

  private static final long serialVersionUID = 1L;

  private final long threadId;
  private final long sentNanos;
  private final SQLException refusal;

  CommitUnanswered(long threadId, long sentNanos, SQLException refusal) {
    super(refusal.getMessage(), refusal, false, false);
    this.threadId = threadId;
    this.sentNanos = sentNanos;
    this.refusal = refusal;
  }

  /** The node's number of the lost connection. */
  long threadId() {
    return threadId;
  }

  /** When COMMIT was sent, on this process's monotonic clock. */
  long sentNanos() {
    return sentNanos;
  }

  SQLException refusal() {
    return refusal;
  }
}
