package io.cooperage.drill.lab;

import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The faults of the lab that befall the disks of databases. A database is started anew after them,
 * as it has to be: what it could not write, it believes lost.
 */
final class LabDiskFaults {

  private final LabSite site;
  private final LabDisks disks;
  private final LabProcessFaults processes;

  LabDiskFaults(LabSite site, LabProcessFaults processes) {
    this.site = site;
    this.disks = site.disks();
    this.processes = processes;
  }

  /** Whether every database of this lab has a disk of its own. */
  boolean possible() {
    return Datacenter.all().stream().allMatch(disks::has);
  }

  LabFault full(FaultSpec spec) {
    return broken(spec, disks::fill, place -> List.of(disks.emptying(place)));
  }

  LabFault readOnly(FaultSpec spec) {
    return broken(spec, disks::damage, this::repair);
  }

  /** What hangs in the kernel ends only after the thaw, so that comes first, whoever was killed. */
  LabFault hung(FaultSpec spec) {
    return broken(spec, disks::freeze, place -> List.of(disks.thawing(place)));
  }

  private LabFault broken(
      FaultSpec spec, Consumer<Datacenter> injection, Function<Datacenter, List<String>> undo) {
    List<Datacenter> places = spec.targets().stream().map(Datacenter::named).toList();
    List<String> commands = new ArrayList<>();
    places.forEach(place -> commands.addAll(undo.apply(place)));
    return LabFault.of(
        () -> places.forEach(injection), commands, processes.databaseRestarts(spec.targets()));
  }

  private List<String> repair(Datacenter place) {
    Path database = site.directory().run().resolve(place + "-galera.pid");
    List<String> commands = new ArrayList<>();
    commands.add("end " + Shell.quote(database.toString()));
    commands.addAll(disks.repairing(place));
    return commands;
  }
}
