package io.cooperage.server.resource;

import io.cooperage.api.PluginKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The SQL of resources and their versions. */
final class ResourceDao {
  private ResourceDao() {}

  /** The versions of a name, oldest first; nobody here changes them until we commit. */
  static List<StoredResource> lockVersions(Handle tx, ResourceKey key) {
    return bind(
            tx.createQuery(
                """
                SELECT *
                FROM plugin_resource
                WHERE tenant = :tenant
                  AND plugin_kind = :kind
                  AND plugin_type = :pluginType
                  AND resource_type = :resourceType
                  AND name = :name
                ORDER BY version
                FOR UPDATE
                """),
            key)
        .map((row, context) -> resource(row))
        .list();
  }

  static void insert(Handle tx, StoredResource resource, Instant at) {
    bind(
            tx.createUpdate(
                """
                INSERT INTO plugin_resource
                  (tenant, plugin_kind, plugin_type, resource_type, name, version, sha256, size,
                   state, created_at)
                VALUES
                  (:tenant, :kind, :pluginType, :resourceType, :name, :version, :sha256, :size,
                   :state, :at)
                """),
            resource.key())
        .bind("version", resource.version())
        .bind("sha256", resource.content().bytes())
        .bind("size", resource.size())
        .bind("state", resource.state().wire())
        .bind("at", Timestamp.from(at))
        .execute();
  }

  /** Makes whoever changes a version of this name collide, in every datacenter. */
  static void guard(Handle tx, ResourceKey key) {
    bind(
            tx.createUpdate(
                """
                UPDATE plugin_resource FORCE INDEX (PRIMARY)
                SET changes = changes + 1
                WHERE tenant = :tenant
                  AND plugin_kind = :kind
                  AND plugin_type = :pluginType
                  AND resource_type = :resourceType
                  AND name = :name
                  AND version = 1
                """),
            key)
        .execute();
  }

  /** From the state that {@code seen} has; false if it has another by now. */
  static boolean change(Handle tx, StoredResource seen, ResourceState to) {
    return bind(
                tx.createUpdate(
                    """
                    UPDATE plugin_resource FORCE INDEX (PRIMARY)
                    SET state = :to
                    WHERE tenant = :tenant
                      AND plugin_kind = :kind
                      AND plugin_type = :pluginType
                      AND resource_type = :resourceType
                      AND name = :name
                      AND version = :version
                      AND state = :from
                    """),
                seen.key())
            .bind("version", seen.version())
            .bind("from", seen.state().wire())
            .bind("to", to.wire())
            .execute()
        == 1;
  }

  /** All that is neither inactive nor out of sight, of all plugins of a tenant. */
  static List<StoredResource> lockInUse(Handle tx, String tenant) {
    return tx.createQuery(
            """
            SELECT *
            FROM plugin_resource
            WHERE tenant = :tenant
              AND state IN ('staged', 'recalled', 'active')
            ORDER BY plugin_kind, plugin_type, resource_type, name, version
            FOR UPDATE
            """)
        .bind("tenant", tenant)
        .map((row, context) -> resource(row))
        .list();
  }

  /** What tasks get now: active, and recalled but not yet synced. */
  static List<StoredResource> active(Handle tx, String tenant, PluginKind kind, String pluginType) {
    return tx.createQuery(
            """
            SELECT *
            FROM plugin_resource
            WHERE tenant = :tenant
              AND plugin_kind = :kind
              AND plugin_type = :pluginType
              AND state IN (:active, :recalled)
            ORDER BY resource_type, name
            """)
        .bind("tenant", tenant)
        .bind("kind", kind.wire())
        .bind("pluginType", pluginType)
        .bind("active", ResourceState.ACTIVE.wire())
        .bind("recalled", ResourceState.RECALLED.wire())
        .map((row, context) -> resource(row))
        .list();
  }

  static List<StoredResource> list(
      Handle tx, String tenant, PluginKind kind, String pluginType, Place after, int limit) {
    return tx.createQuery(
            """
            SELECT *
            FROM plugin_resource
            WHERE tenant = :tenant
              AND plugin_kind = :kind
              AND plugin_type = :pluginType
              AND state <> 'deleted'
              AND (resource_type > :type
                OR (resource_type = :type AND name > :name)
                OR (resource_type = :type AND name = :name AND version > :version))
            ORDER BY resource_type, name, version
            LIMIT :limit
            """)
        .bind("tenant", tenant)
        .bind("kind", kind.wire())
        .bind("pluginType", pluginType)
        .bind("type", after.resourceType())
        .bind("name", after.name())
        .bind("version", after.version())
        .bind("limit", limit)
        .map((row, context) -> resource(row))
        .list();
  }

  static List<StoredResource> listVersions(Handle tx, ResourceKey key, int after, int limit) {
    return bind(
            tx.createQuery(
                """
                SELECT *
                FROM plugin_resource
                WHERE tenant = :tenant
                  AND plugin_kind = :kind
                  AND plugin_type = :pluginType
                  AND resource_type = :resourceType
                  AND name = :name
                  AND state <> 'deleted'
                  AND version > :after
                ORDER BY version
                LIMIT :limit
                """),
            key)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> resource(row))
        .list();
  }

  /** Whether a resource of {@code tenant} or a shared one has this content. */
  static Optional<Integer> findUse(Handle tx, Sha256 content, String tenant, String shared) {
    return tx.createQuery(
            """
            SELECT 1
            FROM plugin_resource
            WHERE sha256 = :sha256
              AND state <> 'deleted'
              AND tenant IN (:tenant, :shared)
            LIMIT 1
            """)
        .bind("sha256", content.bytes())
        .bind("tenant", tenant)
        .bind("shared", shared)
        .mapTo(Integer.class)
        .findOne();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, ResourceKey key) {
    return statement
        .bind("tenant", key.tenant())
        .bind("kind", key.kind().wire())
        .bind("pluginType", key.pluginType())
        .bind("resourceType", key.resourceType())
        .bind("name", key.name());
  }

  private static StoredResource resource(ResultSet row) throws SQLException {
    ResourceKey key =
        new ResourceKey(
            row.getString("tenant"),
            PluginKind.parse(row.getString("plugin_kind")),
            row.getString("plugin_type"),
            row.getString("resource_type"),
            row.getString("name"));
    return new StoredResource(
        key,
        row.getInt("version"),
        Sha256.ofBytes(row.getBytes("sha256")),
        row.getInt("size"),
        ResourceState.parse(row.getString("state")));
  }

  /** Where a page begins. */
  record Place(String resourceType, String name, int version) {}
}
