package io.cooperage.drill.history;

import io.cooperage.drill.history.LedgerEvent.Attempted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes of which a client, at some moment, could not tell whether they happened, and the answer.
 */
public final class UnknownOutcomes {

  /** How the doubt ended. */
  public enum Resolution {
    REPEAT_GOT_STORED_ANSWER("had happened: the repeat got the stored answer"),
    REPEAT_DID_IT("had not happened: the repeat did it"),
    REPEAT_REFUSED("the repeat was refused"),
    FOUND_AFTERWARDS("had happened: found afterwards"),
    ABSENT_AFTERWARDS("had not happened: not there afterwards"),
    UNRESOLVED("not resolved");

    private final String title;

    Resolution(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** A doubt and its end. */
  public record Resolved(long operation, OperationKind kind, String cause, Resolution resolution) {}

  private UnknownOutcomes() {}

  public static List<Resolved> of(List<Operation> operations, List<FinalView> views) {
    List<Resolved> resolved = new ArrayList<>();
    for (Operation operation : operations) {
      Optional<Attempted> doubt =
          operation.attempts().stream().filter(a -> a.verdict() == Verdict.UNKNOWN).findFirst();
      if (operation.kind().write()
          && (doubt.isPresent() || operation.outcome() == Outcome.UNKNOWN)) {
        resolved.add(
            new Resolved(
                operation.id(),
                operation.kind(),
                doubt.map(Attempted::code).orElse("never answered"),
                resolve(operation, views)));
      }
    }
    return resolved;
  }

  private static Resolution resolve(Operation operation, List<FinalView> views) {
    Optional<Attempted> answer = operation.acknowledgement();
    if (answer.isPresent()) {
      return answer.get().replayed()
          ? Resolution.REPEAT_GOT_STORED_ANSWER
          : Resolution.REPEAT_DID_IT;
    }
    if (operation.attempts().stream().anyMatch(a -> a.verdict() == Verdict.REFUSED)) {
      return Resolution.REPEAT_REFUSED;
    }
    if (views.isEmpty()) {
      return Resolution.UNRESOLVED;
    }
    return happened(operation, views.get(0))
        ? Resolution.FOUND_AFTERWARDS
        : Resolution.ABSENT_AFTERWARDS;
  }

  private static boolean happened(Operation operation, FinalView view) {
    if (operation.kind() == OperationKind.CREATE) {
      return view.byName().containsKey(operation.invoked().name().orElse(""));
    }
    Map<String, ObservedCluster> clusters = view.byId();
    ObservedCluster cluster = clusters.get(operation.invoked().target().orElse(""));
    return cluster != null && (cluster.terminated() || cluster.jobs().containsKey("delete"));
  }
}
