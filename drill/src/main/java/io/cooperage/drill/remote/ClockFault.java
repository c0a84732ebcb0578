package io.cooperage.drill.remote;

import io.cooperage.drill.fault.FaultSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Clocks of real hosts that jump, with all that runs there. What keeps them right is stopped for
 * the time; the way back is counted by the host's own running, which no clock moves.
 */
final class ClockFault {

  private ClockFault() {}

  static Map<SiteHost, HostFault> plan(Site site, FaultSpec spec) {
    Map<SiteHost, HostFault> faults = new LinkedHashMap<>();
    HostFault fault =
        new HostFault(
            List.of("need date coreutils"),
            List.of("stop_keeping_time"),
            List.of("jump " + spec.time("by").toMillis()),
            List.of("jump_back"));
    HostPlans.hosts(site, spec.targets()).forEach(host -> faults.put(host, fault));
    return faults;
  }
}
