package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which other documents a document needs. What a service merely uses if it is there, conflicts with
 * or provides, and the layout rules of a template, name nothing that must exist. Pure.
 */
final class References {
  private final List<Reference> found = new ArrayList<>();

  private References() {}

  static List<Reference> of(EntityKind kind, JsonNode document) {
    References references = new References();
    switch (kind) {
      case PROVIDER ->
          references.one(EntityKind.PROVIDERTYPE, document.path("providertype"), "providertype");
      case HARDWARETYPE, IMAGETYPE ->
          references.keys(EntityKind.PROVIDER, document.path("providermap"), "providermap");
      case SERVICE -> references.ofService(document);
      case CLUSTERTEMPLATE -> {
        references.ofTemplate(document);
        references.ofParents(document);
      }
      case PARTIALTEMPLATE -> references.ofTemplate(document);
      case PROVIDERTYPE, AUTOMATORTYPE -> {
        // Plugins say what they understand; they name no document.
      }
    }
    return references.found;
  }

  /** The kinds whose documents may need one of {@code kind}. */
  static Set<EntityKind> kindsThatNeed(EntityKind kind) {
    return switch (kind) {
      case PROVIDERTYPE -> EnumSet.of(EntityKind.PROVIDER);
      case AUTOMATORTYPE -> EnumSet.of(EntityKind.SERVICE);
      case PROVIDER ->
          EnumSet.of(
              EntityKind.HARDWARETYPE,
              EntityKind.IMAGETYPE,
              EntityKind.CLUSTERTEMPLATE,
              EntityKind.PARTIALTEMPLATE);
      case HARDWARETYPE, IMAGETYPE ->
          EnumSet.of(EntityKind.CLUSTERTEMPLATE, EntityKind.PARTIALTEMPLATE);
      case SERVICE ->
          EnumSet.of(EntityKind.SERVICE, EntityKind.CLUSTERTEMPLATE, EntityKind.PARTIALTEMPLATE);
      case CLUSTERTEMPLATE, PARTIALTEMPLATE -> EnumSet.of(EntityKind.CLUSTERTEMPLATE);
    };
  }

  /** The other names under which a service meets what others require. */
  static Set<String> provided(JsonNode service) {
    Set<String> names = new TreeSet<>();
    service.at("/dependencies/provides").forEach(name -> names.add(name.asText()));
    return names;
  }

  private void ofService(JsonNode document) {
    for (String phase : List.of("install", "runtime")) {
      String path = "dependencies." + phase + ".requires";
      list(EntityKind.SERVICE, document.at("/dependencies/" + phase + "/requires"), path);
    }
    document
        .at("/provisioner/actions")
        .properties()
        .forEach(
            action ->
                one(
                    EntityKind.AUTOMATORTYPE,
                    action.getValue().path("type"),
                    "provisioner.actions." + action.getKey() + ".type"));
  }

  private void ofTemplate(JsonNode document) {
    JsonNode defaults = document.path("defaults");
    list(EntityKind.SERVICE, defaults.path("services"), "defaults.services");
    one(EntityKind.PROVIDER, defaults.path("provider"), "defaults.provider");
    one(EntityKind.HARDWARETYPE, defaults.path("hardwaretype"), "defaults.hardwaretype");
    one(EntityKind.IMAGETYPE, defaults.path("imagetype"), "defaults.imagetype");
    JsonNode compatible = document.path("compatibility");
    list(EntityKind.SERVICE, compatible.path("services"), "compatibility.services");
    types(compatible, "compatibility");
    document
        .at("/constraints/services")
        .properties()
        .forEach(rule -> types(rule.getValue(), "constraints.services." + rule.getKey()));
  }

  private void types(JsonNode rule, String path) {
    list(EntityKind.HARDWARETYPE, rule.path("hardwaretypes"), path + ".hardwaretypes");
    list(EntityKind.IMAGETYPE, rule.path("imagetypes"), path + ".imagetypes");
  }

  private void ofParents(JsonNode document) {
    one(EntityKind.CLUSTERTEMPLATE, document.at("/extends/name"), "extends");
    document
        .path("includes")
        .forEach(include -> one(EntityKind.PARTIALTEMPLATE, include.path("name"), "includes"));
  }

  private void one(EntityKind kind, JsonNode name, String path) {
    if (name.isTextual()) {
      found.add(new Reference(new EntityName(kind, name.textValue()), path));
    }
  }

  private void list(EntityKind kind, JsonNode names, String path) {
    names.forEach(name -> one(kind, name, path));
  }

  private void keys(EntityKind kind, JsonNode map, String path) {
    map.fieldNames()
        .forEachRemaining(name -> found.add(new Reference(new EntityName(kind, name), path)));
  }
}
