package io.cooperage.server.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.catalog.CatalogDocument;

/** A document of the catalogue at one version, as it was written. */
public record CatalogEntity(EntityKind kind, String name, int version, JsonNode document) {
  /**
   * The document as its record.
   *
   * @throws IllegalArgumentException if {@code type} is not the record of this kind
   */
  public <T extends CatalogDocument> T as(Class<T> type) {
    if (!CatalogDocument.typeOf(kind).equals(type)) {
      throw new IllegalArgumentException(
          "A " + kind.wire() + " is not read as " + type.getSimpleName());
    }
    try {
      return CatalogJson.MAPPER.treeToValue(document, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The stored " + kind.wire() + " " + name + " version " + version + " is unreadable", e);
    }
  }
}
