package io.cooperage.drill.lab;

import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.ProcessId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which processes belong to what: told by namespace and by recorded identity, never by name. */
final class LabProcesses {

  private final LabAddresses addresses;
  private final LabParts parts;

  LabProcesses(LabAddresses addresses, LabParts parts) {
    this.addresses = addresses;
    this.parts = parts;
  }

  /** Everything that runs in a datacenter, or only what belongs to some of its components. */
  List<ProcessId> of(Datacenter datacenter, Set<Component> components) {
    if (components.equals(Component.everything())) {
      return NetworkNamespaces.processes(addresses.namespaces(datacenter));
    }
    Set<ProcessId> found = new LinkedHashSet<>();
    for (Part part : parts.of(components)) {
      if (part.component() == Component.MACHINES) {
        found.addAll(NetworkNamespaces.processes(addresses.machineNamespaces(datacenter)));
      } else {
        part.daemons(datacenter).stream()
            .map(Daemon::process)
            .flatMap(Optional::stream)
            .forEach(process -> found.addAll(withDescendants(process)));
      }
    }
    return List.copyOf(found);
  }

  private static List<ProcessId> withDescendants(ProcessId process) {
    List<ProcessId> family = new ArrayList<>();
    family.add(process);
    ProcessHandle.of(process.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .map(handle -> ProcessId.find(handle.pid()))
        .flatMap(Optional::stream)
        .forEach(family::add);
    return family;
  }

  /** Everything in any namespace of the lab. */
  List<ProcessId> all() {
    return NetworkNamespaces.processes(NetworkNamespaces.list(addresses.prefix()));
  }
}
