package io.cooperage.drill.lab;

import io.cooperage.drill.fault.Cuts;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Looks at a lab without touching it. */
final class LabInspection {

  private final LabSite site;
  private final LabParts parts;
  private final GlobalProxy global;
  private final Cuts cuts;
  private final LabWan wan;

  LabInspection(LabSite site, LabParts parts, GlobalProxy global, Cuts cuts, LabWan wan) {
    this.site = site;
    this.parts = parts;
    this.global = global;
    this.cuts = cuts;
    this.wan = wan;
  }

  LabStatus status() {
    boolean stands = site.network().stands();
    Set<Cuts.Direction> severed = stands ? cuts.everyones() : Set.of();
    Map<Integer, LabStatus.DatacenterStatus> found = new ConcurrentSkipListMap<>();
    Parallel.each(
        Datacenter.all(), datacenter -> found.put(datacenter.number(), look(datacenter, severed)));
    List<ProcessId> all =
        NetworkNamespaces.processes(NetworkNamespaces.list(site.addresses().prefix()));
    return new LabStatus(
        List.copyOf(found.values()),
        global.ready(),
        wan.shown(),
        all.stream().mapToLong(LabInspection::kibibytes).sum() / 1024);
  }

  private LabStatus.DatacenterStatus look(Datacenter datacenter, Set<Cuts.Direction> severed) {
    Map<String, LabStatus.PartStatus> states = new ConcurrentHashMap<>();
    Parallel.each(
        parts.all(),
        part -> {
          Part.Health health = part.health(datacenter);
          states.put(
              part.component().word(), new LabStatus.PartStatus(health.well(), health.detail()));
        });
    String subnet = site.addresses().subnet(datacenter);
    boolean cut =
        severed.stream().anyMatch(one -> one.from().equals(subnet) || one.to().equals(subnet));
    boolean frozen =
        NetworkNamespaces.processes(site.addresses().namespaces(datacenter)).stream()
            .anyMatch(ProcessId::stopped);
    return new LabStatus.DatacenterStatus(datacenter.name(), states, cut, frozen);
  }

  private static long kibibytes(ProcessId process) {
    try (var lines = Files.lines(Path.of("/proc/%d/smaps_rollup".formatted(process.pid())))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
