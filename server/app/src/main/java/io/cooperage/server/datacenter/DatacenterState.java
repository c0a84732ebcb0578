package io.cooperage.server.datacenter;

import java.util.Locale;

/** What a datacenter is to the others. */
public enum DatacenterState {
  /** Takes part. */
  UP,
  /** Leaves in good order: no new clients, its jobs move away, its tasks end. */
  DRAINING,
  /** Has left in good order; takes nothing on until it is undrained. */
  DRAINED,
  /** Its servers fell silent; it comes back under a new epoch. */
  LOST;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DatacenterState parse(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
