package io.cooperage.server;

import io.cooperage.server.datacenter.Takeover;
import io.dropwizard.core.setup.Environment;

/** Rooms web, access, tenant, idempotency, audit, event, datacenter and health. */
final class FoundationWiring {
  private final Foundation foundation;

  FoundationWiring(ServerConfiguration configuration, Environment environment) {
    this.foundation = null;
  }

  Foundation foundation() {
    return foundation;
  }

  /** Last step: what needs the rooms above, and the start of all drivers. */
  void installDrivers(Takeover takeover) {}
}
