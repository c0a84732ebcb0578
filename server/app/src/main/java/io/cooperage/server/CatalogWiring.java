package io.cooperage.server;

import io.cooperage.server.catalog.CatalogRoom;
import io.cooperage.server.catalog.CatalogService;

/** Rooms catalog and resource. */
final class CatalogWiring {
  private CatalogWiring() {}

  /** What the rooms above need from these. */
  record Catalog(CatalogService catalog) {}

  static Catalog install(Foundation foundation) {
    CatalogRoom catalog =
        CatalogRoom.open(
            foundation.reads(),
            foundation.idempotency(),
            foundation.audit(),
            foundation.outbox(),
            foundation.clock());
    catalog.resources().forEach(foundation.environment().jersey()::register);
    return new Catalog(catalog.service());
  }
}
