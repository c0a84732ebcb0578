package io.cooperage.drill.lab;

import io.cooperage.drill.fault.Injection;
import io.cooperage.drill.fault.StandingFault;
import java.util.List;
import java.util.OptionalLong;

/** A fault of a lab, healed by the process that injected it, or by its dead man. */
final class LabInjection implements Injection {

  private final Lab lab;
  private final StandingFault fault;
  private final List<LabFault.Restoration> restore;
  private final String what;
  private OptionalLong hits = OptionalLong.empty();

  LabInjection(Lab lab, StandingFault fault, List<LabFault.Restoration> restore) {
    this.lab = lab;
    this.fault = fault;
    this.restore = restore;
    this.what = fault.what();
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public synchronized void heal() {
    if (fault.awaitDeadMan()) {
      return;
    }
    lab.changing(
        () -> {
          fault.undo();
          hits = fault.hits();
          restore.forEach(step -> step.action().run());
          fault.disarm();
          return true;
        });
  }

  @Override
  public synchronized OptionalLong hits() {
    return standing() ? fault.hits() : hits;
  }

  @Override
  public boolean standing() {
    return fault.stands();
  }
}
