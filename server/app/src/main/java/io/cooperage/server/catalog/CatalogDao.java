package io.cooperage.server.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cooperage.api.EntityKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of the catalogue. */
final class CatalogDao {
  private CatalogDao() {}

  static Optional<CatalogEntity> findLatest(
      Handle tx, String tenant, EntityKind kind, String name) {
    return tx.createQuery(
            """
            SELECT v.kind, v.name, v.version, v.document
            FROM catalog_head h
            JOIN catalog_version v USING (tenant, kind, name, version)
            WHERE h.tenant = :tenant
              AND h.kind = :kind
              AND h.name = :name
              AND NOT h.deleted
            """)
        .bind("tenant", tenant)
        .bind("kind", kind.wire())
        .bind("name", name)
        .map((row, context) -> entity(row))
        .findOne();
  }

  static Optional<CatalogEntity> findVersion(
      Handle tx, String tenant, EntityKind kind, String name, int version) {
    return tx.createQuery(
            """
            SELECT kind, name, version, document
            FROM catalog_version
            WHERE tenant = :tenant
              AND kind = :kind
              AND name = :name
              AND version = :version
            """)
        .bind("tenant", tenant)
        .bind("kind", kind.wire())
        .bind("name", name)
        .bind("version", version)
        .map((row, context) -> entity(row))
        .findOne();
  }

  private static CatalogEntity entity(ResultSet row) throws SQLException {
    try {
      return new CatalogEntity(
          EntityKind.parse(row.getString("kind")),
          row.getString("name"),
          row.getInt("version"),
          CatalogJson.MAPPER.readTree(row.getString("document")));
    } catch (JsonProcessingException e) {
      throw new SQLException("A stored catalogue document is no JSON", e);
    }
  }
}
