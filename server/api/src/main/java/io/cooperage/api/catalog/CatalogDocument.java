package io.cooperage.api.catalog;

import io.cooperage.api.EntityKind;

/** A document of the catalogue: what all kinds have in common. */
public sealed interface CatalogDocument
    permits Provider,
        HardwareType,
        ImageType,
        Service,
        ClusterTemplate,
        PartialTemplate,
        ProviderType,
        AutomatorType {
  String name();

  /** What people see instead of the name; empty if there is none. */
  String label();

  String description();

  String icon();

  /** The record that documents of {@code kind} are read into. */
  static Class<? extends CatalogDocument> typeOf(EntityKind kind) {
    return switch (kind) {
      case PROVIDER -> Provider.class;
      case HARDWARETYPE -> HardwareType.class;
      case IMAGETYPE -> ImageType.class;
      case SERVICE -> Service.class;
      case CLUSTERTEMPLATE -> ClusterTemplate.class;
      case PARTIALTEMPLATE -> PartialTemplate.class;
      case PROVIDERTYPE -> ProviderType.class;
      case AUTOMATORTYPE -> AutomatorType.class;
    };
  }
}
