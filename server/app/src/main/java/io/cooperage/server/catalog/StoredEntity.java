package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityView;
import java.time.Instant;

/** A version as it lies in the database. */
record StoredEntity(EntityKey key, int version, Instant modified, String by, JsonNode document) {
  /** A document that is not stored yet. */
  static StoredEntity draft(EntityKey key, JsonNode document) {
    return new StoredEntity(key, 0, Instant.EPOCH, "", document);
  }

  CatalogEntity entity() {
    return new CatalogEntity(key.kind(), key.name(), version, document);
  }

  EntityView view() {
    return new EntityView(key.kind(), key.tenant(), key.name(), version, modified, by, document);
  }
}
