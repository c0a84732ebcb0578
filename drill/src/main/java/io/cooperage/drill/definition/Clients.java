package io.cooperage.drill.definition;

import java.util.Locale;

/** Classes of clients, by the door at which they knock. */
public enum Clients {
  /** At the doors of the datacenters that no fault takes away. */
  SURVIVORS,
  /** At the global load balancer. */
  GLOBAL,
  /** Both. */
  ALL;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
