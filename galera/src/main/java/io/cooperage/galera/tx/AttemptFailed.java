package io.cooperage.galera.tx;

import java.sql.SQLException;

/** One try of a transaction was refused, and certainly has no effect. Never leaves this package. */
final class AttemptFailed extends Exception {

  private static final long serialVersionUID = 1L;

  private final Verdict verdict;
  private final Phase phase;
  private final boolean again;

  AttemptFailed(Verdict verdict, Phase phase, boolean again, SQLException cause) {
    super(cause.getMessage(), cause, false, false);
    this.verdict = verdict;
    this.phase = phase;
    this.again = again;
  }

  Verdict verdict() {
    return verdict;
  }

  Phase phase() {
    return phase;
  }

  /** Whether there is time for another try, and sense in it. */
  boolean again() {
    return again;
  }
}
