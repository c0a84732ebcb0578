package io.cooperage.server;

/** Rooms catalog and resource. */
final class CatalogWiring {
  private CatalogWiring() {}

  /** What the rooms above need from these. */
  record Catalog() {}

  static Catalog install(Foundation foundation) {
    return new Catalog();
  }
}
