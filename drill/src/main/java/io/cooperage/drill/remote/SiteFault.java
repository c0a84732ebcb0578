package io.cooperage.drill.remote;

import java.time.Duration;
import java.util.List;

/**
 * A fault that stands on hosts of a site.
 *
 * @param number the lowest that no host of the site had
 * @param what kind, targets and parameters on one line
 * @param left until the last of the hosts heals it by itself; zero or less if it is being healed
 * @param hosts on which it stands, by name
 */
public record SiteFault(int number, String what, Duration left, List<String> hosts) {
  public SiteFault {
    hosts = List.copyOf(hosts);
  }
}
