package io.cooperage.drill.lab;

import io.cooperage.drill.fault.Cuts;
import io.cooperage.drill.fault.Processes;
import io.cooperage.drill.host.ProcessId;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a drill that was broken off leaves behind, and no part would ever get well with. */
final class Leftovers {

  private final Supplier<Set<Cuts.Direction>> cuts;
  private final Runnable heal;
  private final Supplier<List<ProcessId>> processes;
  private final Consumer<Progress> faults;

  Leftovers(
      Supplier<Set<Cuts.Direction>> cuts,
      Runnable heal,
      Supplier<List<ProcessId>> processes,
      Consumer<Progress> faults) {
    this.cuts = cuts;
    this.heal = heal;
    this.processes = processes;
    this.faults = faults;
  }

  /** The leftovers of the lab whose links are cut by {@code cuts}. */
  static Leftovers of(Cuts cuts, LabProcesses processes, LabFaultsLeft faults) {
    return new Leftovers(cuts::current, () -> cuts.set(List.of()), processes::all, faults::clear);
  }

  /** Undoes faults, joins what is cut and lets go on what is frozen; says so, if there was any. */
  void clear(Progress progress) {
    faults.accept(progress);
    if (!cuts.get().isEmpty()) {
      heal.run();
      progress.detail("links were still cut: joined again");
    }
    int frozen = Processes.thaw(() -> processes.get().stream().filter(ProcessId::stopped).toList());
    if (frozen > 0) {
      progress.detail("%d processes were still frozen: they go on".formatted(frozen));
    }
  }
}
