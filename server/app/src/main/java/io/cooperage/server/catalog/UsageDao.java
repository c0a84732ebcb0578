package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL that finds who names a document. */
final class UsageDao {
  private UsageDao() {}

  /**
   * The latest documents of some kinds in which {@code name} stands as a whole text, in whatever
   * place.
   *
   * @param tenant whose; empty = everybody's
   */
  static List<StoredEntity> mentioning(
      Handle tx, Optional<String> tenant, Collection<EntityKind> kinds, String name) {
    return tx.createQuery(
            """
            SELECT v.tenant, v.kind, v.name, v.version, v.created_at, v.created_by, v.document
            FROM catalog_head h
            JOIN catalog_version v USING (tenant, kind, name, version)
            WHERE (:tenant IS NULL OR h.tenant = :tenant)
              AND h.kind IN (<kinds>)
              AND NOT h.deleted
              AND INSTR(v.document, :quoted) > 0
            ORDER BY h.tenant, h.kind, h.name
            """)
        .bind("tenant", tenant.orElse(null))
        .bindList("kinds", kinds.stream().map(EntityKind::wire).toList())
        .bind("quoted", "\"" + name + "\"")
        .map((row, context) -> CatalogDao.entity(row))
        .list();
  }

  /** Other tenants than {@code shared} that have a document of this name of their own. */
  static List<String> tenantsWithOwn(Handle tx, String shared, EntityName name) {
    return tx.createQuery(
            """
            SELECT tenant
            FROM catalog_head
            WHERE tenant <> :shared
              AND kind = :kind
              AND name = :name
              AND NOT deleted
            """)
        .bind("shared", shared)
        .bind("kind", name.kind().wire())
        .bind("name", name.name())
        .mapTo(String.class)
        .list();
  }
}
