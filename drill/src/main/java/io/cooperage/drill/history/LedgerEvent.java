package io.cooperage.drill.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * A line of the ledger. Times are microseconds on the drill's monotonic clock, from its start. An
 * operation that was invoked and never completed has an unknown outcome.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LedgerEvent.Invoked.class, name = "invoke"),
  @JsonSubTypes.Type(value = LedgerEvent.Attempted.class, name = "attempt"),
  @JsonSubTypes.Type(value = LedgerEvent.Completed.class, name = "complete"),
  @JsonSubTypes.Type(value = LedgerEvent.Marked.class, name = "mark")
})
public sealed interface LedgerEvent {

  /**
   * A client meant to begin at {@code intended}. {@code clients}: its population, which is where it
   * sends to ({@code global}, {@code dc1}, …; those of the volley: {@code global-volley}, {@code
   * dc2-volley}). {@code name}: of the cluster that a create makes. {@code target}: the cluster
   * that it is about, if it exists already.
   */
  record Invoked(
      long op,
      String clients,
      OperationKind kind,
      Optional<String> key,
      Optional<String> name,
      Optional<String> target,
      long intended)
      implements LedgerEvent {}

  /**
   * One request and what came back. {@code status} 0 = no answer, and {@code code} says why; else
   * {@code code} is that of the problem document or the status. {@code cluster} and {@code job}:
   * what the answer names. {@code retryAfter}: seconds that the client was asked to wait.
   */
  record Attempted(
      long op,
      int number,
      long sent,
      long ended,
      Verdict verdict,
      int status,
      String code,
      Optional<String> cluster,
      Optional<String> job,
      boolean replayed,
      Optional<String> datacenter,
      Optional<String> requestId,
      Optional<Integer> retryAfter,
      Optional<String> detail)
      implements LedgerEvent {}

  /** The client is done with the operation. */
  record Completed(long op, long at, Outcome outcome) implements LedgerEvent {}

  /** Something that the drill did, or noticed: {@code kill dc2}. */
  record Marked(long at, String what) implements LedgerEvent {}
}
