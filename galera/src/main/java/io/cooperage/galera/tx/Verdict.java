package io.cooperage.galera.tx;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;

/**
 * What a refusal means, by vendor code, SQL state and phase. Rests on what {@code RefusalsIT} saw:
 * the table in this module's README.
 */
public enum Verdict {
  /** Rolled back because of others; the same transaction may succeed on a fresh read. */
  RETRY,
  /** A lock or the cluster's position was not reached in time; nothing was done. */
  WAITED_TOO_LONG,
  /** The connection broke before the commit was sent; nothing was done. */
  CONNECTION_LOST,
  /** The node cannot serve; nothing was done. */
  NODE_UNUSABLE,
  /** The commit was sent and not answered: it may or may not have taken place. */
  OUTCOME_UNKNOWN,
  /** The statement itself is wrong or breaks a constraint; nothing was done. */
  FATAL;

  private static final Set<Integer> CONFLICT = Set.of(1213, 1020);
  private static final Set<Integer> NOT_SERVING = Set.of(1047, 1290, 1792, 1836, 1040, 1203);
  private static final Set<Integer> CONNECTION = Set.of(1053, 1317, 1927, 2006, 2013, 4031);
  private static final int WAIT_TIMEOUT = 1205;
  private static final int NOT_READY = 1047;
  private static final int UNKNOWN_ERROR = 1105;

  /** Classifies a refusal. */
  public static Verdict of(SQLException thrown, Phase phase) {
    SQLException refusal = unwrapped(thrown);
    int code = refusal.getErrorCode();
    String state = refusal.getSQLState() == null ? "" : refusal.getSQLState();
    if (CONFLICT.contains(code)) {
      return RETRY;
    }
    if (phase == Phase.COMMIT) {
      return ofCommit(refusal);
    }
    if (code == WAIT_TIMEOUT) {
      return WAITED_TOO_LONG;
    }
    if (NOT_SERVING.contains(code)) {
      return NODE_UNUSABLE;
    }
    boolean broken = state.startsWith("08") || state.equals("25S03") || state.equals("70100");
    return broken || CONNECTION.contains(code) ? CONNECTION_LOST : FATAL;
  }

  /**
   * What the driver says of a batch is about its counts; a lost connection is only in its cause.
   */
  private static SQLException unwrapped(SQLException thrown) {
    SQLException refusal = thrown;
    while (refusal instanceof BatchUpdateException
        && refusal.getCause() instanceof SQLException cause) {
      refusal = cause;
    }
    return refusal;
  }

  /** Of what a COMMIT can be answered only these two say for certain that it was not executed. */
  private static Verdict ofCommit(SQLException refusal) {
    if (refusal.getErrorCode() == NOT_READY) {
      return NODE_UNUSABLE;
    }
    boolean tooLarge =
        refusal.getErrorCode() == UNKNOWN_ERROR
            && String.valueOf(refusal.getMessage()).contains("Maximum writeset size exceeded");
    return tooLarge ? FATAL : OUTCOME_UNKNOWN;
  }
}
