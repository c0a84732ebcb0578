package io.cooperage.server;

import io.cooperage.server.catalog.CatalogRoom;
import io.cooperage.server.catalog.CatalogService;
import io.cooperage.server.cluster.LiveClusters;
import io.cooperage.server.resource.ResourceRoom;
import io.cooperage.server.resource.ResourceService;

/** Rooms catalog and resource. */
final class CatalogWiring {
  private CatalogWiring() {}

  /** What the rooms above need from these. */
  record Catalog(CatalogService catalog, ResourceService resources) {}

  static Catalog install(Foundation foundation) {
    CatalogRoom catalog =
        CatalogRoom.open(
            new CatalogRoom.Needs(
                foundation.transactions(),
                foundation.reads(),
                foundation.idempotency(),
                foundation.audit(),
                foundation.outbox(),
                foundation.clock(),
                foundation.secrets(),
                new LiveClusters()));
    ResourceRoom resource =
        ResourceRoom.open(
            new ResourceRoom.Needs(
                foundation.transactions(),
                foundation.reads(),
                foundation.idempotency(),
                catalog.service(),
                foundation.audit(),
                foundation.outbox(),
                foundation.drivers(),
                foundation.leadership(),
                foundation.clock()));
    catalog.resources().forEach(foundation.environment().jersey()::register);
    resource.resources().forEach(foundation.environment().jersey()::register);
    return new Catalog(catalog.service(), resource.service());
  }
}
