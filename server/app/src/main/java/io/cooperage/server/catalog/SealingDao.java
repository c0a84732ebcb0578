package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The SQL by which values are sealed that were stored before they were known to be sensitive. */
final class SealingDao {
  private SealingDao() {}

  /**
   * All versions of documents that may use the plugin which {@code type} registers.
   *
   * @param kind of those documents
   * @param shared whether {@code type} counts for every tenant that has none of that name
   */
  static List<StoredEntity> listUsers(Handle tx, EntityKind kind, EntityKey type, boolean shared) {
    return tx.createQuery(
            """
            SELECT v.tenant, v.kind, v.name, v.version, v.created_at, v.created_by, v.document
            FROM catalog_version v
            WHERE v.kind = :kind
              AND v.document LIKE CONCAT('%"', :type, '"%')
              AND (v.tenant = :tenant
                OR (:shared
                  AND NOT EXISTS (
                    SELECT 1
                    FROM catalog_head own
                    WHERE own.tenant = v.tenant
                      AND own.kind = :typeKind
                      AND own.name = :type
                      AND NOT own.deleted)))
            ORDER BY v.tenant, v.name, v.version
            """)
        .bind("kind", kind.wire())
        .bind("type", type.name())
        .bind("tenant", type.tenant())
        .bind("shared", shared)
        .bind("typeKind", type.kind().wire())
        .map((row, context) -> CatalogDao.entity(row))
        .list();
  }

  /** The same version in other words. */
  static void rewrite(Handle tx, StoredEntity stored, JsonNode document) {
    tx.createUpdate(
            """
            UPDATE catalog_version
            SET document = :document
            WHERE tenant = :tenant
              AND kind = :kind
              AND name = :name
              AND version = :version
            """)
        .bind("document", document.toString())
        .bind("tenant", stored.key().tenant())
        .bind("kind", stored.key().kind().wire())
        .bind("name", stored.key().name())
        .bind("version", stored.version())
        .execute();
  }
}
