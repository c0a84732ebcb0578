package io.cooperage.server;

import io.cooperage.server.driver.Drivers;
import io.dropwizard.lifecycle.Managed;
import java.util.List;

/** Starts the drivers with the server; Shutdown stops them. */
final class Starting implements Managed {
  private final List<Drivers> groups;

  Starting(Drivers... groups) {
    this.groups = List.of(groups);
  }

  @Override
  public void start() {
    groups.forEach(Drivers::start);
  }

  @Override
  public void stop() {
    groups.forEach(Drivers::stopClaiming);
  }
}
