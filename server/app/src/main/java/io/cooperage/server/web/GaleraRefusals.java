package io.cooperage.server.web;

import io.cooperage.api.ErrorCode;
import io.cooperage.galera.tx.ContentionException;
import io.cooperage.galera.tx.GaleraException;
import io.cooperage.galera.tx.NodeUnusableException;
import io.cooperage.galera.tx.OutcomeUnknownException;

/** What a caller is told when a transaction could not be run. */
public final class GaleraRefusals {
  private GaleraRefusals() {}

  public static ProblemException of(GaleraException fault) {
    if (fault instanceof NodeUnusableException unusable) {
      return notServing(unusable.reason());
    }
    if (fault instanceof OutcomeUnknownException) {
      return new ProblemException(
          ErrorCode.OUTCOME_UNKNOWN,
          "The connection to the database was lost while the change was being committed, and it is"
              + " not known yet whether it took place. Send the same request with the same"
              + " Idempotency-Key again, here or to another datacenter.");
    }
    if (fault instanceof ContentionException) {
      return new ProblemException(
          ErrorCode.CONTENTION,
          "Others kept changing the same data until the time for this request was over. Nothing was"
              + " changed. Send it again.");
    }
    throw new IllegalStateException("unknown refusal", fault);
  }

  /** The refusal of a server whose database node cannot serve, because of {@code reason}. */
  public static ProblemException notServing(String reason) {
    boolean minority = reason.contains("not in the primary component");
    return new ProblemException(
        minority ? ErrorCode.NOT_PRIMARY : ErrorCode.NOT_READY,
        "This datacenter cannot serve now: "
            + reason.replaceFirst("[.]$", "")
            + ". Nothing was done. Send the request to another datacenter, or again later.");
  }
}
