package io.cooperage.server;

import io.cooperage.server.webhook.WebhookRoom;
import io.dropwizard.core.setup.Environment;

/** The composition root: builds the rooms from the bottom up, each group in its own file. */
final class Wiring {
  private Wiring() {}

  static void wire(ServerConfiguration configuration, Environment environment) throws Exception {
    FoundationWiring base = new FoundationWiring(configuration, environment);
    Foundation foundation = base.foundation();
    CatalogWiring.Catalog catalog = CatalogWiring.install(foundation);
    WorkWiring.Work work = WorkWiring.install(foundation, catalog);
    ToldWiring.install(foundation);
    base.installDrivers(work.takeover(), work.rehearsal(), WebhookRoom::delivered);
  }
}
