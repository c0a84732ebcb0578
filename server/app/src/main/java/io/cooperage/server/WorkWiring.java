package io.cooperage.server;

import io.cooperage.server.datacenter.Takeover;
import java.util.List;

/** Rooms cluster, job, worker and pool. */
final class WorkWiring {
  private WorkWiring() {}

  static Takeover install(Foundation foundation, CatalogWiring.Catalog catalog) {
    return new Takeover() {
      @Override
      public int takeOver(String lost, List<String> alive) {
        return 0;
      }

      @Override
      public int handOver(String drained, List<String> alive) {
        return 0;
      }
    };
  }
}
