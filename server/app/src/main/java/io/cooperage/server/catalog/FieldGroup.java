package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fields of one plugin in a document, where they can be changed.
 *
 * @param path where they stand, such as {@code provisioner.actions.start.fields}
 * @param typeKind what kind of document registers the plugin
 * @param type the plugin's name
 */
record FieldGroup(String path, EntityKind typeKind, String type, ObjectNode fields) {

  /** All of {@code document}, which is a right one. */
  static List<FieldGroup> of(EntityKind kind, JsonNode document) {
    List<FieldGroup> groups = new ArrayList<>();
    switch (kind) {
      case PROVIDER -> {
        if (document instanceof ObjectNode provider) {
          groups.add(
              new FieldGroup(
                  "provisioner",
                  EntityKind.PROVIDERTYPE,
                  document.path("providertype").asText(),
                  objectIn(provider, "provisioner")));
        }
      }
      case SERVICE ->
          document
              .at("/provisioner/actions")
              .properties()
              .forEach(
                  entry -> {
                    if (entry.getValue() instanceof ObjectNode action) {
                      groups.add(
                          new FieldGroup(
                              "provisioner.actions." + entry.getKey() + ".fields",
                              EntityKind.AUTOMATORTYPE,
                              action.path("type").asText(),
                              objectIn(action, "fields")));
                    }
                  });
      case HARDWARETYPE,
          IMAGETYPE,
          CLUSTERTEMPLATE,
          PARTIALTEMPLATE,
          PROVIDERTYPE,
          AUTOMATORTYPE -> {
        // They tell no plugin anything that it registered.
      }
    }
    return groups;
  }

  /** One that is not there has no fields, and stays away. */
  private static ObjectNode objectIn(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode found
        ? found
        : CatalogJson.MAPPER.createObjectNode();
  }

  /** Where a value of {@code document} stands, by which it is sealed. */
  String place(String document, String field) {
    EntityKind kind =
        typeKind == EntityKind.PROVIDERTYPE ? EntityKind.PROVIDER : EntityKind.SERVICE;
    return new FieldPlace(kind, document, path, field).text();
  }

  /** The values as plugins get them; null is none. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    fields
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isNull()) {
                texts.put(entry.getKey(), text(entry.getValue()));
              }
            });
    return texts;
  }

  static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
