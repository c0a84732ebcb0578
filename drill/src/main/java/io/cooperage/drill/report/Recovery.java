package io.cooperage.drill.report;

import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How soon after a fault everybody of a class of clients was served as before. */
final class Recovery {

  private Recovery() {}

  /**
   * From the fault until the last operation had ended that waited longer than any before it, or was
   * not acknowledged. Zero: nobody noticed.
   *
   * @param operations of one class
   * @param fault when it came, microseconds
   * @return empty if nothing was acknowledged before the fault
   */
  static Optional<Duration> after(List<Operation> operations, long fault) {
    return operations.stream()
        .filter(op -> op.invoked().intended() < fault && op.completed() < fault)
        .filter(op -> op.outcome() == Outcome.OK)
        .map(Operation::waited)
        .max(Long::compare)
        .map(usual -> Figure.micros(lastWorse(operations, fault, usual) - fault));
  }

  private static long lastWorse(List<Operation> operations, long fault, long usual) {
    return operations.stream()
        .filter(op -> op.completed() >= fault)
        .filter(op -> op.outcome() != Outcome.OK || op.waited() > usual)
        .mapToLong(Operation::completed)
        .max()
        .orElse(fault);
  }
}
