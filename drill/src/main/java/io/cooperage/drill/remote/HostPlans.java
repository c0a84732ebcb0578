package io.cooperage.drill.remote;

import io.cooperage.drill.fault.BusyCores;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each fault is on each host that it concerns. */
final class HostPlans {

  private static final Map<FaultKind, String> IMPOSSIBLE =
      new EnumMap<>(
          Map.of(
              FaultKind.READ_ONLY_DISK,
              "a file system in use goes read-only only by an error in it, and mending that takes"
                  + " a check while it is unmounted, of which no dead man could be sure",
              FaultKind.HUNG_DISK,
              "the disk that hangs may be the one that what heals it is read from",
              FaultKind.COMMIT_CUT,
              "it takes a proxy between each server and its database",
              FaultKind.BACKUP,
              "the site file does not say how a database is backed up, nor as which user",
              FaultKind.STATE_TRANSFER,
              "it removes the data of a database, which nobody but its operator should do there"));

  private final Site site;
  private final UnitFaults units;
  private final LinkFaults links;

  HostPlans(Site site) {
    this.site = site;
    this.units = new UnitFaults(site);
    this.links = new LinkFaults(site);
  }

  /** Why no host of this site can do it, if so. */
  Optional<String> impossible(FaultKind kind) {
    if (kind == FaultKind.DRAIN && site.api().isEmpty()) {
      return Optional.of("the site file names no api");
    }
    return Optional.ofNullable(IMPOSSIBLE.get(kind));
  }

  /**
   * The fault on each host that it concerns.
   *
   * @throws IllegalArgumentException if the site has no such datacenter, or nothing there that
   *     could be broken so
   */
  Map<SiteHost, HostFault> plan(FaultSpec spec) {
    return switch (spec.kind()) {
      case POWER_LOSS -> units.powerLoss(spec);
      case KILL -> units.kill(spec, UnitFaults.only(spec));
      case FREEZE -> units.freeze(spec, UnitFaults.only(spec));
      case SERVER_LOSS -> units.killServer(spec);
      case ZOOKEEPER_LOSS -> units.kill(spec, EnumSet.of(HostComponent.ZOOKEEPER));
      case LOAD_BALANCER_LOSS -> units.kill(spec, EnumSet.of(HostComponent.HAPROXY));
      case WORKER_LOSS -> units.kill(spec, EnumSet.of(HostComponent.PROVISIONER));
      case BLACKOUT -> units.blackout();
      case CUT -> links.cut(spec);
      case PARTIAL_CUT -> links.partialCut(spec);
      case FLAPPING_LINK -> links.flapping(spec);
      case HUNG_DATABASE -> links.hungDatabase(spec);
      case WAN -> new WanFault(site).plan(spec);
      case FULL_DISK -> units.fullDisk(spec);
      case CLOCK_SKEW -> ClockFault.plan(site, spec);
      case DRAIN -> new DrainFault(site).plan(spec);
      case BUSY_CPU -> busyCores(spec);
      case READ_ONLY_DISK, HUNG_DISK, COMMIT_CUT, BACKUP, STATE_TRANSFER ->
          throw new IllegalArgumentException(refusal(spec.kind(), IMPOSSIBLE.get(spec.kind())));
    };
  }

  private Map<SiteHost, HostFault> busyCores(FaultSpec spec) {
    double share = spec.number("share");
    HostFault fault =
        HostFault.of(
            List.of(),
            "burn %s %s".formatted(BusyCores.seconds(share), BusyCores.seconds(100 - share)),
            "stop_burning");
    Map<SiteHost, HostFault> faults = new LinkedHashMap<>();
    site.hosts().forEach(host -> faults.put(host, fault));
    return faults;
  }

  /** What is said of a fault that cannot be done. */
  static String refusal(FaultKind kind, String why) {
    return "Real hosts cannot do %s here: %s.".formatted(kind.wireName(), why);
  }

  /** The hosts of these datacenters. */
  static List<SiteHost> hosts(Site site, List<String> datacenters) {
    return datacenters.stream().flatMap(name -> site.hosts(name).stream()).toList();
  }
}
