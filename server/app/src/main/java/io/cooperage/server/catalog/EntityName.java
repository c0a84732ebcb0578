package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import java.util.Comparator;

/** A document as another names it, whoever's it is. Ordered, so that all lock in one order. */
record EntityName(EntityKind kind, String name) implements Comparable<EntityName> {
  private static final Comparator<EntityName> ORDER =
      Comparator.comparing(EntityName::kind).thenComparing(EntityName::name);

  static EntityName of(EntityKey key) {
    return new EntityName(key.kind(), key.name());
  }

  @Override
  public int compareTo(EntityName other) {
    return ORDER.compare(this, other);
  }
}
