package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import java.util.Optional;

/** Where the parts of templates are found. */
@FunctionalInterface
interface TemplateSource {
  Optional<StoredEntity> find(EntityKind kind, String name);
}
