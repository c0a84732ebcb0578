package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A document that is about to be written; empty: to be deleted. */
record Change(EntityKey key, Optional<JsonNode> document) {
  static Change write(EntityKey key, JsonNode document) {
    return new Change(key, Optional.of(document));
  }

  static Change delete(EntityKey key) {
    return new Change(key, Optional.empty());
  }

  boolean isOfTemplate() {
    return switch (key.kind()) {
      case CLUSTERTEMPLATE, PARTIALTEMPLATE -> true;
      case PROVIDER, HARDWARETYPE, IMAGETYPE, SERVICE, PROVIDERTYPE, AUTOMATORTYPE -> false;
    };
  }
}
