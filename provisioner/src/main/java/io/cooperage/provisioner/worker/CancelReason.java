package io.cooperage.provisioner.worker;

/** Why a task was stopped before its end. */
enum CancelReason {
  /** The session's lease is over: somebody else may run the task. */
  LEASE_OVER,
  /** The servers said that it is not ours any more. */
  REVOKED,
  /** It took longer than it may. */
  TIME_LIMIT,
  /** The worker stops, and hands it back. */
  SHUTDOWN;

  /** Whether the servers want to hear of it; if not, the task is somebody else's matter. */
  boolean isReported() {
    return this == TIME_LIMIT;
  }
}
