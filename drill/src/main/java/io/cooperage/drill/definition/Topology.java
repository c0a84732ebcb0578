package io.cooperage.drill.definition;

import java.time.Duration;
import java.util.Set;

/**
 * The group of database nodes, of equal weight, one in each datacenter.
 *
 * @param suspect for how long a silent member is waited for before it is suspected
 * @param install how long the others then wait for it to agree to a view without it
 * @param check how often that is looked at
 * @param fence until the watchdog of a node whose disk hangs has ended it, at most
 */
public record Topology(
    Set<String> datacenters, Duration suspect, Duration install, Duration check, Duration fence) {

  public Topology {
    datacenters = Set.copyOf(datacenters);
  }
}
