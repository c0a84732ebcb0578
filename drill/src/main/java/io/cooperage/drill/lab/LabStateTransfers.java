package io.cooperage.drill.lab;

import io.cooperage.drill.fault.FaultSpec;
import java.util.List;

/** Databases of the lab that leave in order, lose their data, and come home by a whole copy. */
final class LabStateTransfers {

  private final GaleraNodes nodes;
  private final LabProcessFaults processes;

  LabStateTransfers(LabSite site, LabProcessFaults processes) {
    this.nodes = new GaleraNodes(site);
    this.processes = processes;
  }

  LabFault fault(FaultSpec spec) {
    List<Datacenter> places = spec.targets().stream().map(Datacenter::named).toList();
    return LabFault.restored(
        () -> {
          requireCopy(places);
          places.forEach(this::remove);
        },
        processes.restarts(spec.targets(), Component.everything()));
  }

  /** What is removed here must be elsewhere. */
  private void requireCopy(List<Datacenter> places) {
    boolean elsewhere =
        Datacenter.all().stream().filter(place -> !places.contains(place)).anyMatch(nodes::synced);
    if (!elsewhere) {
      throw new LabException(
          "No database but those of %s is synced, so their data would be lost; nothing was removed."
              .formatted(places),
          "bin/cooperage lab status");
    }
  }

  private void remove(Datacenter place) {
    nodes.stop(place);
    LabDirectory.removeTree(nodes.data(place));
  }
}
