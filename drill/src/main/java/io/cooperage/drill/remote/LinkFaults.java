package io.cooperage.drill.remote;

import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The faults of real hosts that are rules of their packet filters, each in a table of its own. The
 * operator's SSH is let through by every one.
 */
final class LinkFaults {

  private static final List<String> CHECK = List.of("need nft nftables");
  private static final String JOIN = "pass";

  private final Site site;

  LinkFaults(Site site) {
    this.site = site;
  }

  Map<SiteHost, HostFault> cut(FaultSpec spec) {
    String direction = spec.word("direction");
    Map<SiteHost, HostFault> faults = new LinkedHashMap<>();
    for (String target : spec.targets()) {
      String cut = cutting(others(target), direction);
      site.hosts(target).forEach(host -> faults.put(host, HostFault.of(CHECK, cut, JOIN)));
    }
    return faults;
  }

  /** One end is enough: what it neither sends nor hears is cut for both. */
  Map<SiteHost, HostFault> partialCut(FaultSpec spec) {
    String cut = cutting(site.hosts(spec.targets().get(1)), "both");
    Map<SiteHost, HostFault> faults = new LinkedHashMap<>();
    site.hosts(spec.targets().get(0))
        .forEach(host -> faults.put(host, HostFault.of(CHECK, cut, JOIN)));
    return faults;
  }

  Map<SiteHost, HostFault> flapping(FaultSpec spec) {
    String one = spec.targets().get(0);
    List<SiteHost> others =
        spec.targets().size() == 2 ? site.hosts(spec.targets().get(1)) : others(one);
    double seconds = spec.time("period").toMillis() / 1e3;
    double share = spec.number("share") / 100;
    String flap =
        String.format(
            Locale.ROOT,
            "flap %s %.3f %.3f",
            Shell.quote(cutting(others, "both")),
            seconds * share,
            seconds * (1 - share));
    Map<SiteHost, HostFault> faults = new LinkedHashMap<>();
    site.hosts(one).forEach(host -> faults.put(host, HostFault.of(CHECK, flap, "stop_flapping")));
    return faults;
  }

  Map<SiteHost, HostFault> hungDatabase(FaultSpec spec) {
    Map<SiteHost, HostFault> faults = new LinkedHashMap<>();
    for (String target : spec.targets()) {
      List<SiteHost> databases =
          site.hosts(target).stream().filter(host -> host.has(HostComponent.GALERA)).toList();
      if (databases.isEmpty()) {
        throw new IllegalArgumentException(
            "No host of %s has galera in the site file.".formatted(target));
      }
      databases.forEach(
          host -> faults.put(host, HostFault.of(CHECK, "silence " + site.databasePort(), JOIN)));
    }
    return faults;
  }

  private List<SiteHost> others(String datacenter) {
    List<SiteHost> others =
        site.hosts().stream().filter(host -> !host.datacenter().equals(datacenter)).toList();
    if (others.isEmpty()) {
      throw new IllegalArgumentException(
          "The site has no datacenter but %s, from which it could be cut.".formatted(datacenter));
    }
    return others;
  }

  private static String cutting(List<SiteHost> others, String direction) {
    List<String> addresses = others.stream().flatMap(host -> host.addresses().stream()).toList();
    String in = direction.equals("out") ? "" : rules("saddr", addresses);
    String out = direction.equals("in") ? "" : rules("daddr", addresses);
    return "drop '%s' '%s'".formatted(in, out);
  }

  private static String rules(String side, List<String> addresses) {
    List<String> rules = new ArrayList<>();
    addresses.stream()
        .collect(Collectors.groupingBy(IpAddresses::isSix))
        .forEach(
            (six, group) ->
                rules.add(
                    "%s %s { %s } counter drop"
                        .formatted(six ? "ip6" : "ip", side, String.join(", ", group))));
    return String.join("; ", rules);
  }
}
