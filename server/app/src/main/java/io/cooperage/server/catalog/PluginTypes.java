package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import io.cooperage.api.catalog.AutomatorType;
import io.cooperage.api.catalog.ProviderType;
import io.cooperage.server.parameter.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What plugins registered, as one tenant sees it within one transaction; documents of the same
 * bundle come before those that are there. Confined to its transaction.
 */
final class PluginTypes {
  private final Handle tx;
  private final CatalogService catalog;
  private final String tenant;
  private final Map<String, Optional<Parameters>> known = new HashMap<>();

  PluginTypes(Handle tx, CatalogService catalog, String tenant, List<Bundle.Item> bundle) {
    this.tx = tx;
    this.catalog = catalog;
    this.tenant = tenant;
    bundle.stream()
        .filter(item -> isType(item.kind()))
        .forEach(
            item ->
                known.put(
                    key(item.kind(), item.name()),
                    parameters(new CatalogEntity(item.kind(), item.name(), 0, item.document()))));
  }

  static boolean isType(EntityKind kind) {
    return kind == EntityKind.PROVIDERTYPE || kind == EntityKind.AUTOMATORTYPE;
  }

  /** What the plugin registered, if it did. */
  Optional<Parameters> find(EntityKind typeKind, String type) {
    return known.computeIfAbsent(
        key(typeKind, type),
        missing -> catalog.find(tx, tenant, typeKind, type).flatMap(PluginTypes::parameters));
  }

  static Optional<Parameters> parameters(CatalogEntity type) {
    return switch (type.kind()) {
      case PROVIDERTYPE -> Optional.of(Parameters.of(type.as(ProviderType.class)));
      case AUTOMATORTYPE -> Optional.of(Parameters.of(type.as(AutomatorType.class)));
      default -> Optional.empty();
    };
  }

  private static String key(EntityKind kind, String name) {
    return kind.wire() + "/" + name;
  }
}
