package io.cooperage.drill.lab;

import io.cooperage.drill.fault.Cuts;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.FlappingLink;
import io.cooperage.drill.fault.Shell;
import io.cooperage.drill.fault.SilentPort;
import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.host.Command;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The faults of the lab that are rules of its namespaces' packet filters. */
final class LabLinkFaults {

  /**
   * Sockets of the dead give up after one more try, instead of telling peers when power returns.
   */
  private static final String ORPHANS = "net.ipv4.tcp_orphan_retries";

  private final LabSite site;

  LabLinkFaults(LabSite site) {
    this.site = site;
  }

  LabFault cut(FaultSpec spec, StandingFault fault) {
    Set<Cuts.Direction> directions = new LinkedHashSet<>();
    String direction = spec.word("direction");
    for (Datacenter place : places(spec)) {
      for (Datacenter other : place.others()) {
        if (!direction.equals("in")) {
          directions.add(direction(place, other));
        }
        if (!direction.equals("out")) {
          directions.add(direction(other, place));
        }
      }
    }
    return cut(directions, fault);
  }

  LabFault partialCut(FaultSpec spec, StandingFault fault) {
    return cut(between(places(spec).get(0), places(spec).get(1)), fault);
  }

  LabFault flapping(FaultSpec spec, StandingFault fault) {
    List<Datacenter> ends = places(spec);
    List<Datacenter> others = ends.size() == 2 ? ends.subList(1, 2) : ends.get(0).others();
    List<Cuts.Direction> directions = new ArrayList<>();
    others.forEach(other -> directions.addAll(between(ends.get(0), other)));
    Cuts cuts = cuts(fault);
    FlappingLink link = new FlappingLink(cuts, fault.directory(), site.directory().logs());
    return LabFault.undone(
        () -> link.start(directions, spec.time("period"), spec.number("share")),
        List.of(ending(fault, FlappingLink.PROCESS), cuts.joining()));
  }

  LabFault hungDatabase(FaultSpec spec, StandingFault fault) {
    List<SilentPort> ports =
        places(spec).stream()
            .map(
                place ->
                    new SilentPort(
                        site.addresses().namespace(place),
                        LabAddresses.DATABASE_PORT,
                        fault.number()))
            .toList();
    return LabFault.undone(
        () -> ports.forEach(SilentPort::begin), ports.stream().map(SilentPort::ending).toList());
  }

  /** Takes the links of datacenters down before their processes die of something else. */
  LabFault down(FaultSpec spec, StandingFault fault, LabFault death) {
    String everything = site.addresses().everything();
    List<Cuts.Direction> directions =
        places(spec).stream()
            .map(site.addresses()::subnet)
            .flatMap(
                subnet ->
                    Stream.of(
                        new Cuts.Direction(subnet, everything),
                        new Cuts.Direction(everything, subnet)))
            .toList();
    Cuts cuts = cuts(fault);
    List<String> undo = new ArrayList<>();
    undo.add(cuts.joining());
    places(spec).forEach(place -> undo.add(Shell.command(orphans(place, 0).arguments())));
    return LabFault.of(
        () -> {
          cuts.set(directions);
          places(spec).forEach(place -> orphans(place, 1).run());
          death.injection().accept(() -> {});
        },
        undo,
        death.restore());
  }

  private Command orphans(Datacenter place, int retries) {
    return Command.of("sysctl", "-q", "-w", ORPHANS + "=" + retries)
        .in(site.addresses().namespace(place));
  }

  private LabFault cut(Set<Cuts.Direction> directions, StandingFault fault) {
    Cuts cuts = cuts(fault);
    return LabFault.undone(() -> cuts.set(directions), List.of(cuts.joining()));
  }

  private Cuts cuts(StandingFault fault) {
    return Cuts.ofFault(site.addresses().wan(), fault.number());
  }

  private Set<Cuts.Direction> between(Datacenter one, Datacenter other) {
    return Set.of(direction(one, other), direction(other, one));
  }

  private Cuts.Direction direction(Datacenter from, Datacenter to) {
    return new Cuts.Direction(site.addresses().subnet(from), site.addresses().subnet(to));
  }

  private static String ending(StandingFault fault, String process) {
    return "end " + Shell.quote(fault.directory().resolve(process + ".pid").toString());
  }

  private static List<Datacenter> places(FaultSpec spec) {
    return spec.targets().stream().map(Datacenter::named).toList();
  }
}
