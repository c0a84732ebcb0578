package io.cooperage.drill.lab;

import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.fault.StandingFaults;
import io.cooperage.drill.host.CommandFailedException;

/** The faults that still stand when a lab starts or ends. */
final class LabFaultsLeft {

  private static final String DRAIN = "drain ";

  private final StandingFaults faults;

  LabFaultsLeft(StandingFaults faults) {
    this.faults = faults;
  }

  /**
   * Undoes each and ends its dead man, but for drains, which only a lab that serves can end, and
   * those that a dead man is healing, since that may be what this is part of.
   */
  void clear(Progress progress) {
    faults.list().stream()
        .filter(fault -> !isDrain(fault) && !fault.healing())
        .forEach(fault -> end(fault, progress));
  }

  /** Undoes every one and ends its dead man. */
  void end(Progress progress) {
    faults.list().forEach(fault -> end(fault, progress));
  }

  private static void end(StandingFault fault, Progress progress) {
    progress.detail("fault \"%s\" still stood: undoing it".formatted(fault.what()));
    attempt(fault::undo, progress);
    fault.disarm();
  }

  /** Ends drains, while the lab serves: they are written in the database, which is kept. */
  void endDrains(Progress progress) {
    faults.list().stream()
        .filter(LabFaultsLeft::isDrain)
        .forEach(fault -> attempt(fault::heal, progress));
  }

  private static boolean isDrain(StandingFault fault) {
    return fault.what().startsWith(DRAIN);
  }

  private static void attempt(Runnable healing, Progress progress) {
    try {
      healing.run();
    } catch (CommandFailedException e) {
      progress.detail("that failed: " + e.getMessage());
    }
  }
}
