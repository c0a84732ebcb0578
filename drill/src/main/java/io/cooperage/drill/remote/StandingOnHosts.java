package io.cooperage.drill.remote;

import io.cooperage.drill.host.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The faults that stand, as the hosts themselves have them. */
final class StandingOnHosts {

  private static final Duration HEALED = Duration.ofMinutes(6);

  private StandingOnHosts() {}

  /** One line of a host. */
  private record Line(int number, long left, String what) {

    static Line parse(String text) {
      String[] fields = text.split("\t", 4);
      long left = fields[2].equals("healing") ? 0 : Long.parseLong(fields[1]);
      return new Line(Integer.parseInt(fields[0]), left, fields[3]);
    }
  }

  /** By number; what two hosts call the same is one fault. */
  static List<SiteFault> of(Map<SiteHost, String> listings) {
    Map<String, SiteFault> faults = new TreeMap<>();
    listings.forEach(
        (host, listing) ->
            listing
                .lines()
                .map(Line::parse)
                .forEach(
                    line ->
                        faults.merge(
                            "%09d %s".formatted(line.number(), line.what()),
                            new SiteFault(
                                line.number(),
                                line.what(),
                                Duration.ofSeconds(line.left()),
                                List.of(host.name())),
                            StandingOnHosts::together)));
    return List.copyOf(faults.values());
  }

  private static SiteFault together(SiteFault one, SiteFault other) {
    List<String> hosts = new ArrayList<>(one.hosts());
    hosts.addAll(other.hosts());
    Duration left = one.left().compareTo(other.left()) > 0 ? one.left() : other.left();
    return new SiteFault(one.number(), one.what(), left, hosts);
  }

  /**
   * Has a host heal a fault, and waits for it. The host goes on even if this connection breaks.
   *
   * @throws HostException if it has not come about within six minutes
   */
  static boolean heal(HostConnection host, int number) {
    host.run(HostScripts.heal(number));
    if (!Poll.until(HEALED, () -> host.run(HostScripts.state(number)).isEmpty())) {
      throw new HostException(
          "%s does not heal fault %d: %s"
              .formatted(host.host(), number, host.run(HostScripts.state(number)).strip()));
    }
    return true;
  }
}
