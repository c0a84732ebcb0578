package io.cooperage.client;

import io.cooperage.api.DatacenterView;
import io.cooperage.api.Page;

/** Datacenters. */
public final class Datacenters {
  private static final String DATACENTERS = "datacenters";
  private final Transport transport;

  Datacenters(Transport transport) {
    this.transport = transport;
  }

  /** All are on one page. */
  public Page<DatacenterView> list() {
    return transport.page(Call.get(DATACENTERS), DatacenterView.class);
  }

  /** Hands its jobs over and takes no new work. */
  public DatacenterView drain(String name) {
    return transport.ask(Call.post(DATACENTERS, name, "drain"), DatacenterView.class);
  }

  public DatacenterView undrain(String name) {
    return transport.ask(Call.post(DATACENTERS, name, "undrain"), DatacenterView.class);
  }
}
