package io.cooperage.server.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The SQL of the catalogue. */
final class CatalogDao {
  private CatalogDao() {}

  /** The guard row of an entity. */
  record Head(int version, boolean deleted) {}

  static Optional<StoredEntity> findLatest(Handle tx, EntityKey key) {
    return bind(
            tx.createQuery(
                """
                SELECT v.tenant, v.kind, v.name, v.version, v.created_at, v.created_by, v.document
                FROM catalog_head h
                JOIN catalog_version v USING (tenant, kind, name, version)
                WHERE h.tenant = :tenant
                  AND h.kind = :kind
                  AND h.name = :name
                  AND NOT h.deleted
                """),
            key)
        .map((row, context) -> entity(row))
        .findOne();
  }

  static Optional<StoredEntity> findVersion(Handle tx, EntityKey key, int version) {
    return bind(
            tx.createQuery(
                """
                SELECT tenant, kind, name, version, created_at, created_by, document
                FROM catalog_version
                WHERE tenant = :tenant
                  AND kind = :kind
                  AND name = :name
                  AND version = :version
                """),
            key)
        .bind("version", version)
        .map((row, context) -> entity(row))
        .findOne();
  }

  static Optional<Head> findHead(Handle tx, EntityKey key) {
    return head(tx, key, "");
  }

  /** The same as it is now, not as of the snapshot; nobody here changes it until we commit. */
  static Optional<Head> lockHead(Handle tx, EntityKey key) {
    return head(tx, key, "FOR UPDATE");
  }

  private static Optional<Head> head(Handle tx, EntityKey key, String lock) {
    return bind(
            tx.createQuery(
                """
                SELECT version, deleted
                FROM catalog_head
                WHERE tenant = :tenant
                  AND kind = :kind
                  AND name = :name
                """
                    + lock),
            key)
        .map((row, context) -> new Head(row.getInt("version"), row.getBoolean("deleted")))
        .findOne();
  }

  /** A new name, at version 1; false if the name is or was in use. */
  static boolean insertHead(Handle tx, EntityKey key) {
    return bind(
                tx.createUpdate(
                    """
                    INSERT IGNORE INTO catalog_head (tenant, kind, name, version, deleted)
                    VALUES (:tenant, :kind, :name, 1, FALSE)
                    """),
                key)
            .execute()
        == 1;
  }

  /** The next version of a deleted name; false if it is in use. */
  static boolean revive(Handle tx, EntityKey key) {
    return bind(
                tx.createUpdate(
                    """
                    UPDATE catalog_head
                    SET version = version + 1,
                        deleted = FALSE
                    WHERE tenant = :tenant
                      AND kind = :kind
                      AND name = :name
                      AND deleted
                    """),
                key)
            .execute()
        == 1;
  }

  /** From {@code version} to the next; false if that is not the latest. */
  static boolean advance(Handle tx, EntityKey key, int version) {
    return bind(
                tx.createUpdate(
                    """
                    UPDATE catalog_head
                    SET version = version + 1
                    WHERE tenant = :tenant
                      AND kind = :kind
                      AND name = :name
                      AND version = :version
                      AND NOT deleted
                    """),
                key)
            .bind("version", version)
            .execute()
        == 1;
  }

  static boolean markDeleted(Handle tx, EntityKey key, int version) {
    return bind(
                tx.createUpdate(
                    """
                    UPDATE catalog_head
                    SET deleted = TRUE
                    WHERE tenant = :tenant
                      AND kind = :kind
                      AND name = :name
                      AND version = :version
                      AND NOT deleted
                    """),
                key)
            .bind("version", version)
            .execute()
        == 1;
  }

  static void insertVersion(Handle tx, StoredEntity entity) {
    bind(
            tx.createUpdate(
                """
                INSERT INTO catalog_version
                  (tenant, kind, name, version, document, created_at, created_by)
                VALUES (:tenant, :kind, :name, :version, :document, :at, :by)
                """),
            entity.key())
        .bind("version", entity.version())
        .bind("document", entity.document().toString())
        .bind("at", Timestamp.from(entity.modified()))
        .bind("by", entity.by())
        .execute();
  }

  /** What {@code tenant} sees of a kind, by name: its own, and the shared ones that it has not. */
  static List<StoredEntity> list(
      Handle tx, String tenant, String shared, EntityKind kind, String after, int limit) {
    return tx.createQuery(
            """
            SELECT v.tenant, v.kind, v.name, v.version, v.created_at, v.created_by, v.document
            FROM catalog_head h
            JOIN catalog_version v USING (tenant, kind, name, version)
            WHERE h.kind = :kind
              AND h.name > :after
              AND NOT h.deleted
              AND (h.tenant = :tenant
                OR (h.tenant = :shared
                  AND NOT EXISTS (
                    SELECT 1
                    FROM catalog_head own
                    WHERE own.tenant = :tenant
                      AND own.kind = h.kind
                      AND own.name = h.name
                      AND NOT own.deleted)))
            ORDER BY h.name
            LIMIT :limit
            """)
        .bind("tenant", tenant)
        .bind("shared", shared)
        .bind("kind", kind.wire())
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> entity(row))
        .list();
  }

  /**
   * Changes with every change of these tenants' documents: heads are never removed, and a version
   * never goes back.
   */
  static String stamp(Handle tx, String tenant, String shared) {
    return tx.createQuery(
            """
            SELECT CONCAT_WS('.', COUNT(*), SUM(version), SUM(deleted))
            FROM catalog_head
            WHERE tenant IN (:tenant, :shared)
            """)
        .bind("tenant", tenant)
        .bind("shared", shared)
        .mapTo(String.class)
        .one();
  }

  /** The latest of all that {@code tenant} itself has. */
  static List<StoredEntity> own(Handle tx, String tenant) {
    return tx.createQuery(
            """
            SELECT v.tenant, v.kind, v.name, v.version, v.created_at, v.created_by, v.document
            FROM catalog_head h
            JOIN catalog_version v USING (tenant, kind, name, version)
            WHERE h.tenant = :tenant
              AND NOT h.deleted
            ORDER BY h.kind, h.name
            """)
        .bind("tenant", tenant)
        .map((row, context) -> entity(row))
        .list();
  }

  /** The same of one kind. */
  static List<StoredEntity> own(Handle tx, String tenant, EntityKind kind) {
    return tx.createQuery(
            """
            SELECT v.tenant, v.kind, v.name, v.version, v.created_at, v.created_by, v.document
            FROM catalog_head h
            JOIN catalog_version v USING (tenant, kind, name, version)
            WHERE h.tenant = :tenant
              AND h.kind = :kind
              AND NOT h.deleted
            ORDER BY h.name
            """)
        .bind("tenant", tenant)
        .bind("kind", kind.wire())
        .map((row, context) -> entity(row))
        .list();
  }

  /** The versions below {@code before}, newest first. */
  static List<StoredEntity> versions(Handle tx, EntityKey key, int before, int limit) {
    return bind(
            tx.createQuery(
                """
                SELECT tenant, kind, name, version, created_at, created_by, document
                FROM catalog_version
                WHERE tenant = :tenant
                  AND kind = :kind
                  AND name = :name
                  AND version < :before
                ORDER BY version DESC
                LIMIT :limit
                """),
            key)
        .bind("before", before)
        .bind("limit", limit)
        .map((row, context) -> entity(row))
        .list();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, EntityKey key) {
    return statement
        .bind("tenant", key.tenant())
        .bind("kind", key.kind().wire())
        .bind("name", key.name());
  }

  static StoredEntity entity(ResultSet row) throws SQLException {
    EntityKey key =
        new EntityKey(
            row.getString("tenant"),
            EntityKind.parse(row.getString("kind")),
            row.getString("name"));
    Instant modified = row.getTimestamp("created_at").toInstant();
    return new StoredEntity(
        key,
        row.getInt("version"),
        modified,
        row.getString("created_by"),
        json(row.getString("document")));
  }

  private static JsonNode json(String text) throws SQLException {
    try {
      return CatalogJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new SQLException("A stored catalogue document is no JSON", e);
    }
  }
}
