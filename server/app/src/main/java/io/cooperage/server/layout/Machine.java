package io.cooperage.server.layout;

import java.util.Set;

/** A machine that a cluster has, with the services that it carries. */
public record Machine(int number, Set<String> services, String hardwaretype, String imagetype) {
  public Machine {
    services = Set.copyOf(services);
  }
}
