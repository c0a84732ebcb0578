package io.cooperage.drill.lab;

import io.cooperage.drill.fault.BusyCores;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Shell;
import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.host.Command;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The faults of the lab that are signals to its processes, or words to its servers. */
final class LabProcessFaults {

  private final Lab lab;
  private final LabSite site;

  LabProcessFaults(Lab lab, LabSite site) {
    this.lab = lab;
    this.site = site;
  }

  static Set<Component> only(FaultSpec spec) {
    String word = spec.word("only");
    return EnumSet.allOf(Component.class).stream()
        .filter(component -> component.word().equals(word))
        .findFirst()
        .<Set<Component>>map(EnumSet::of)
        .orElseGet(Component::everything);
  }

  LabFault kill(FaultSpec spec, Set<Component> components) {
    return kill(spec.targets(), components);
  }

  LabFault killServer(FaultSpec spec) {
    int number = (int) spec.number("number");
    return LabFault.restored(
        () -> spec.targets().forEach(target -> lab.killServer(target, number)),
        restarts(spec.targets(), EnumSet.of(Component.SERVER)));
  }

  LabFault blackout() {
    return kill(lab.datacenters(), Component.everything());
  }

  private LabFault kill(List<String> datacenters, Set<Component> components) {
    return new LabFault(
        aimed -> lab.kill(datacenters, components, aimed),
        List.of(),
        restarts(datacenters, components));
  }

  LabFault freeze(FaultSpec spec, Set<Component> components) {
    List<String> undo = new ArrayList<>();
    for (String target : spec.targets()) {
      for (String namespace : site.addresses().namespaces(Datacenter.named(target))) {
        undo.add(
            Shell.command(Command.of("ip", "netns", "pids", namespace).arguments())
                + " | xargs --no-run-if-empty kill -CONT 2>/dev/null || :");
      }
    }
    return LabFault.undone(
        () -> spec.targets().forEach(target -> lab.freeze(target, components)), undo);
  }

  LabFault drain(FaultSpec spec) {
    return LabFault.restored(
        () -> spec.targets().forEach(lab::drain),
        spec.targets().stream()
            .map(
                target ->
                    new LabFault.Restoration(() -> lab.undrain(target), List.of("undrain", target)))
            .toList());
  }

  /** The datacenters of a lab have one machine's cores together, so this is a fault of all. */
  LabFault busyCores(FaultSpec spec, StandingFault fault) {
    BusyCores cores = new BusyCores(fault.directory(), site.directory().logs());
    return LabFault.undone(() -> cores.start(spec.number("share")), List.of(cores.ending()));
  }

  /** What starts databases anew, and whatever ended with them. */
  List<LabFault.Restoration> databaseRestarts(List<String> datacenters) {
    Set<Component> database = EnumSet.of(Component.GALERA);
    List<LabFault.Restoration> restarts = new ArrayList<>();
    for (String datacenter : datacenters) {
      restarts.add(
          new LabFault.Restoration(
              () -> lab.kill(datacenter, database),
              List.of("kill", datacenter, "--only", Component.GALERA.word())));
    }
    restarts.addAll(restarts(datacenters, Component.everything()));
    return restarts;
  }

  /** Databases of which several ended find together only when all are started. */
  List<LabFault.Restoration> restarts(List<String> datacenters, Set<Component> components) {
    if (datacenters.size() > 1 && components.contains(Component.GALERA)) {
      return List.of(new LabFault.Restoration(lab::raise, List.of("up")));
    }
    String only = components.stream().map(Component::word).collect(Collectors.joining(","));
    return datacenters.stream()
        .map(
            datacenter ->
                new LabFault.Restoration(
                    () -> lab.start(datacenter, components),
                    List.of("start", datacenter, "--only", only)))
        .toList();
  }
}
