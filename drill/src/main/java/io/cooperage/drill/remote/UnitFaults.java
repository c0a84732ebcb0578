package io.cooperage.drill.remote;

import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Shell;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The faults of real hosts that befall systemd units. While one stands, its units are neither
 * restarted nor started by anybody; when it heals, those that ran are started.
 */
final class UnitFaults {

  private static final Set<HostComponent> EVERYTHING = EnumSet.allOf(HostComponent.class);
  private static final String HOLD = "hold";
  private static final String KILL = "kill_all";
  private static final List<String> START = List.of("release", "start_again");

  private final Site site;

  UnitFaults(Site site) {
    this.site = site;
  }

  static Set<HostComponent> only(FaultSpec spec) {
    String word = spec.word("only");
    return word.equals("everything") ? EVERYTHING : EnumSet.of(HostComponent.named(word));
  }

  Map<SiteHost, HostFault> kill(FaultSpec spec, Set<HostComponent> components) {
    return each(spec.targets(), components, UnitFaults::killed);
  }

  Map<SiteHost, HostFault> blackout() {
    return each(site.datacenters(), EVERYTHING, UnitFaults::killed);
  }

  /** The servers of a datacenter are counted through its hosts. */
  Map<SiteHost, HostFault> killServer(FaultSpec spec) {
    int number = (int) spec.number("number");
    Map<SiteHost, HostFault> faults = new LinkedHashMap<>();
    for (String target : spec.targets()) {
      int before = 0;
      for (SiteHost host : site.hosts(target)) {
        List<String> servers = host.units(EnumSet.of(HostComponent.SERVER));
        if (number > before && number <= before + servers.size()) {
          faults.put(host, killed(List.of(servers.get(number - before - 1))));
        }
        before += servers.size();
      }
      if (number > before) {
        throw new IllegalArgumentException(
            "%s has no server %d: its hosts have %d in the site file."
                .formatted(target, number, before));
      }
    }
    return faults;
  }

  Map<SiteHost, HostFault> freeze(FaultSpec spec, Set<HostComponent> components) {
    return each(
        spec.targets(),
        components,
        units ->
            new HostFault(
                List.of(remembering(units)),
                List.of(HOLD),
                List.of("signal_all SIGSTOP"),
                after(List.of("signal_all SIGCONT"), START)));
  }

  /** Silence first: nobody hears that sockets closed. */
  Map<SiteHost, HostFault> powerLoss(FaultSpec spec) {
    return each(
        spec.targets(),
        EVERYTHING,
        units ->
            new HostFault(
                List.of("need nft nftables", remembering(units)),
                List.of(HOLD),
                List.of("drop 'counter drop' 'counter drop'", "forget_orphans", KILL),
                after(List.of("pass", "remember_orphans"), START)));
  }

  /** A database is started anew afterwards: what it could not write, it believes lost. */
  Map<SiteHost, HostFault> fullDisk(FaultSpec spec) {
    String directory = Shell.quote(site.databaseDirectory());
    return each(
        spec.targets(),
        EnumSet.of(HostComponent.GALERA),
        units ->
            HostFault.of(
                List.of("need fallocate util-linux", "find_disk " + directory, remembering(units)),
                "fill " + directory,
                "empty " + directory));
  }

  private static HostFault killed(List<String> units) {
    return new HostFault(List.of(remembering(units)), List.of(HOLD), List.of(KILL), START);
  }

  private static String remembering(List<String> units) {
    List<String> words = new ArrayList<>(List.of("remember"));
    words.addAll(units);
    return Shell.command(words);
  }

  private static List<String> after(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** A fault on all hosts that have one of these components; each target must have such a host. */
  private Map<SiteHost, HostFault> each(
      List<String> targets,
      Set<HostComponent> components,
      Function<List<String>, HostFault> fault) {
    Map<SiteHost, HostFault> faults = new LinkedHashMap<>();
    for (String target : targets) {
      List<SiteHost> hosts =
          site.hosts(target).stream().filter(host -> !host.units(components).isEmpty()).toList();
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException(
            "No host of %s has %s in the site file."
                .formatted(target, components.iterator().next().word()));
      }
      hosts.forEach(host -> faults.put(host, fault.apply(host.units(components))));
    }
    return faults;
  }
}
