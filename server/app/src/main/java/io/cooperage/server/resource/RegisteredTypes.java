package io.cooperage.server.resource;

import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.PluginKind;
import io.cooperage.api.catalog.AutomatorType;
import io.cooperage.api.catalog.ProviderType;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.catalog.CatalogEntity;
import io.cooperage.server.catalog.CatalogService;
import io.cooperage.server.web.ProblemException;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of resources that plugins registered with their types. Thread-safe. */
final class RegisteredTypes {
  private final CatalogService catalog;

  RegisteredTypes(CatalogService catalog) {
    this.catalog = catalog;
  }

  /**
   * A plugin that is not registered, or named no kinds, may have any.
   *
   * @throws ProblemException INVALID_DOCUMENT if the plugin registered other kinds of resources
   */
  void mustHave(Reads reads, ResourceKey key) {
    EntityKind kind =
        key.kind() == PluginKind.PROVIDER ? EntityKind.PROVIDERTYPE : EntityKind.AUTOMATORTYPE;
    reads
        .run(
            "resource.types",
            Consistency.strong(),
            tx -> catalog.find(tx, key.tenant(), kind, key.pluginType()))
        .map(RegisteredTypes::names)
        .filter(names -> !names.isEmpty() && !names.contains(key.resourceType()))
        .ifPresent(
            names -> {
              throw new ProblemException(
                  ErrorCode.INVALID_DOCUMENT,
                  "The %s \"%s\" has no resources of type \"%s\". It has: %s."
                      .formatted(
                          key.kind().wire(),
                          key.pluginType(),
                          key.resourceType(),
                          String.join(", ", names)));
            });
  }

  private static Set<String> names(CatalogEntity type) {
    return new TreeSet<>(
        type.kind() == EntityKind.PROVIDERTYPE
            ? type.as(ProviderType.class).resourceTypes().keySet()
            : type.as(AutomatorType.class).resourceTypes().keySet());
  }
}
