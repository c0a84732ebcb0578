package io.cooperage.drill.remote;

import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Distance between real hosts: each shapes what it sends to hosts of the others, by htb and netem.
 * As both ends do so, the two directions are alike.
 */
final class WanFault {

  private static final double PACKET_BITS = 1500 * 8;
  private static final int LONGEST_QUEUE = 50_000;
  private static final int SHORTEST_QUEUE = 50;
  private static final double TURN = 0.2;

  private final Site site;

  WanFault(Site site) {
    this.site = site;
  }

  Map<SiteHost, HostFault> plan(FaultSpec spec) {
    String netem = netem(spec);
    Map<SiteHost, HostFault> faults = new LinkedHashMap<>();
    for (String datacenter : site.datacenters()) {
      List<String> peers = peers(spec, datacenter);
      if (!peers.isEmpty()) {
        site.hosts(datacenter).forEach(host -> faults.put(host, fault(spec, netem, peers)));
      }
    }
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("The site has no two datacenters with a link between.");
    }
    return faults;
  }

  /** Whether it is more than a narrow link. */
  static boolean needsNetem(FaultSpec spec) {
    return !netem(spec).isEmpty();
  }

  private static HostFault fault(FaultSpec spec, String netem, List<String> peers) {
    List<String> finding = new ArrayList<>(List.of("find_devices"));
    finding.addAll(peers);
    List<String> lengthening = new ArrayList<>(List.of("lengthen", rate(spec), netem));
    lengthening.addAll(peers);
    return HostFault.of(
        List.of("need tc iproute2", Shell.command(finding)), Shell.command(lengthening), "shorten");
  }

  private List<String> peers(FaultSpec spec, String datacenter) {
    List<String> targets = spec.targets();
    targets.forEach(site::hosts);
    boolean target = targets.contains(datacenter);
    return site.hosts().stream()
        .filter(host -> !host.datacenter().equals(datacenter))
        .filter(
            host ->
                switch (targets.size()) {
                  case 0 -> true;
                  case 1 -> target || targets.contains(host.datacenter());
                  default -> target && targets.contains(host.datacenter());
                })
        .flatMap(host -> host.addresses().stream())
        .toList();
  }

  private static String rate(FaultSpec spec) {
    double bandwidth = spec.number("bandwidth");
    return bandwidth == 0
        ? "100gbit"
        : String.format(Locale.ROOT, "%.0fkbit", Math.max(1, bandwidth * 1e3));
  }

  /** Empty if packets are neither late nor lost. */
  private static String netem(FaultSpec spec) {
    long delay = spec.time("rtt").toNanos() / 2000;
    long jitter = spec.time("jitter").toNanos() / 1000;
    double loss = spec.number("loss");
    if (delay == 0 && jitter == 0 && loss == 0) {
      return "";
    }
    String words = "limit %d delay %dus".formatted(queue(spec, delay + jitter), delay);
    if (jitter > 0) {
      words += " %dus".formatted(jitter);
    }
    return loss > 0 ? words + String.format(Locale.ROOT, " loss %.6f%%", loss) : words;
  }

  /** Packets that are under way, and those that wait up to 200 ms for their turn. */
  private static int queue(FaultSpec spec, long micros) {
    double bandwidth = spec.number("bandwidth") * 1e6;
    return bandwidth == 0
        ? LONGEST_QUEUE
        : (int)
            Math.min(
                LONGEST_QUEUE,
                Math.max(SHORTEST_QUEUE, bandwidth * (micros / 1e6 + TURN) / PACKET_BITS));
  }
}
