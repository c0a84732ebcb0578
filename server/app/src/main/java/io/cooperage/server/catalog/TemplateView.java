package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import io.cooperage.server.access.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The templates and partial templates that a tenant sees, its own before the shared ones; as they
 * are, or as they would be after changes.
 */
final class TemplateView implements TemplateSource {
  private final TreeMap<EntityName, StoredEntity> own;
  private final TreeMap<EntityName, StoredEntity> shared;
  private final String tenant;

  TemplateView(String tenant, Collection<StoredEntity> own, Collection<StoredEntity> shared) {
    this(tenant, byName(own), byName(shared));
  }

  private TemplateView(
      String tenant,
      TreeMap<EntityName, StoredEntity> own,
      TreeMap<EntityName, StoredEntity> shared) {
    this.tenant = tenant;
    this.own = own;
    this.shared = shared;
  }

  /** As they are now, for {@code tenant}. */
  static TemplateView of(Handle tx, String tenant) {
    return new TemplateView(tenant, read(tx, tenant), read(tx, Caller.SUPERADMIN_TENANT));
  }

  private static List<StoredEntity> read(Handle tx, String tenant) {
    List<StoredEntity> read =
        new ArrayList<>(CatalogDao.own(tx, tenant, EntityKind.CLUSTERTEMPLATE));
    read.addAll(CatalogDao.own(tx, tenant, EntityKind.PARTIALTEMPLATE));
    return read;
  }

  private static TreeMap<EntityName, StoredEntity> byName(Collection<StoredEntity> documents) {
    TreeMap<EntityName, StoredEntity> byName = new TreeMap<>();
    documents.forEach(document -> byName.put(EntityName.of(document.key()), document));
    return byName;
  }

  /** After {@code changes}, whoever's they are. */
  TemplateView after(Collection<Change> changes) {
    TemplateView changed = new TemplateView(tenant, new TreeMap<>(own), new TreeMap<>(shared));
    for (Change change : changes) {
      String whose = change.key().tenant();
      if (whose.equals(tenant)) {
        apply(change, changed.own);
      }
      if (whose.equals(Caller.SUPERADMIN_TENANT)) {
        apply(change, changed.shared);
      }
    }
    return changed;
  }

  private static void apply(Change change, TreeMap<EntityName, StoredEntity> documents) {
    EntityName name = EntityName.of(change.key());
    if (change.document().isPresent()) {
      documents.put(name, StoredEntity.draft(change.key(), change.document().get()));
    } else {
      documents.remove(name);
    }
  }

  @Override
  public Optional<StoredEntity> find(EntityKind kind, String name) {
    EntityName wanted = new EntityName(kind, name);
    return Optional.ofNullable(own.get(wanted)).or(() -> Optional.ofNullable(shared.get(wanted)));
  }

  /** The cluster templates that the tenant sees, by name. */
  Collection<StoredEntity> templates() {
    TreeMap<EntityName, StoredEntity> seen = new TreeMap<>(shared);
    seen.putAll(own);
    return seen.values().stream()
        .filter(one -> one.key().kind() == EntityKind.CLUSTERTEMPLATE)
        .toList();
  }
}
