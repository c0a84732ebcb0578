package io.cooperage.drill.history;

import io.cooperage.drill.history.LedgerEvent.Attempted;
import java.util.List;
import java.util.Optional;

/** An operation of a client with all its attempts, put together from the ledger's lines. */
public record Operation(
    LedgerEvent.Invoked invoked, List<Attempted> attempts, Outcome outcome, long completed) {

  public Operation {
    attempts = List.copyOf(attempts);
  }

  public long id() {
    return invoked.op();
  }

  public OperationKind kind() {
    return invoked.kind();
  }

  public String clients() {
    return invoked.clients();
  }

  /** From the intended start, so that a late start counts as waiting. Microseconds. */
  public long waited() {
    return completed - invoked.intended();
  }

  /** The answer that acknowledged it. */
  public Optional<Attempted> acknowledgement() {
    return attempts.stream().filter(attempt -> attempt.verdict() == Verdict.OK).findFirst();
  }

  /** The cluster that it made, or was about. */
  public Optional<String> cluster() {
    return acknowledgement().flatMap(Attempted::cluster).or(invoked::target);
  }
}
