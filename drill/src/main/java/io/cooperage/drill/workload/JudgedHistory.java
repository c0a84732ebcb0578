package io.cooperage.drill.workload;

import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.CheckResult;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.Violation;
import io.cooperage.drill.history.Outcome;
import java.util.List;

/** What the clients of a workload did, and what its checker says of it. */
public record JudgedHistory(
    String workload, List<ClientOperation<Action>> history, CheckResult result) {

  private static final int SHOWN = 3;

  public JudgedHistory {
    history = List.copyOf(history);
  }

  static JudgedHistory of(Workload workload, List<ClientOperation<Action>> history) {
    return new JudgedHistory(workload.name(), history, workload.check(history));
  }

  /** For people: a line, and the first of what was found. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            "%-14s %s: %d acknowledged, %d failed, %d unknown"
                .formatted(
                    workload,
                    verdict(),
                    count(Outcome.OK),
                    count(Outcome.FAIL),
                    count(Outcome.UNKNOWN)));
    List<Violation> found = result.violations();
    found.stream().limit(SHOWN).forEach(one -> text.append('\n').append(one));
    if (found.size() > SHOWN) {
      text.append("\nand %d more".formatted(found.size() - SHOWN));
    }
    return text.toString();
  }

  private String verdict() {
    return switch (result.validity()) {
      case VALID -> "valid";
      case INVALID -> "INVALID";
      case UNKNOWN -> "undecided for " + String.join(", ", result.undecided());
    };
  }

  private long count(Outcome outcome) {
    return history.stream().filter(operation -> operation.outcome() == outcome).count();
  }
}
