package io.cooperage.server.tenant;

import io.cooperage.api.TenantRequest;
import io.cooperage.api.TenantView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** SQL of the tenants. */
final class TenantDao {
  private static final int DUPLICATE_KEY = 1062;

  private TenantDao() {}

  /** Counts up within the limits of a tenant that has any. */
  static int take(Handle tx, String tenant, int clusters, int nodes) {
    return tx.createUpdate(
            """
            UPDATE tenant
            SET clusters = clusters + :clusters,
                nodes = nodes + :nodes,
                version = version + 1
            WHERE name = :tenant
              AND (max_clusters >= 0 OR max_nodes >= 0)
              AND (max_clusters < 0 OR clusters + :clusters <= max_clusters)
              AND (max_nodes < 0 OR nodes + :nodes <= max_nodes)
            """)
        .bind("tenant", tenant)
        .bind("clusters", clusters)
        .bind("nodes", nodes)
        .execute();
  }

  /** Counts down for a tenant that has limits. */
  static void giveBack(Handle tx, String tenant, int clusters, int nodes) {
    tx.createUpdate(
            """
            UPDATE tenant
            SET clusters = clusters - :clusters,
                nodes = nodes - :nodes,
                version = version + 1
            WHERE name = :tenant
              AND (max_clusters >= 0 OR max_nodes >= 0)
            """)
        .bind("tenant", tenant)
        .bind("clusters", clusters)
        .bind("nodes", nodes)
        .execute();
  }

  static Optional<TenantView> find(Handle tx, String name) {
    return tx.createQuery("SELECT * FROM tenant WHERE name = :name")
        .bind("name", name)
        .map(TenantDao::view)
        .findOne();
  }

  static List<TenantView> list(Handle tx, String after, int limit) {
    return tx.createQuery(
            """
            SELECT *
            FROM tenant
            WHERE name > :after
            ORDER BY name
            LIMIT :limit
            """)
        .bind("after", after)
        .bind("limit", limit)
        .map(TenantDao::view)
        .list();
  }

  /**
   * @return false if another transaction has just made a tenant of that name
   */
  static boolean insert(Handle tx, TenantRequest tenant) {
    try {
      insertRow(tx, tenant);
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException refusal && refusal.getErrorCode() == DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  private static void insertRow(Handle tx, TenantRequest tenant) {
    tx.createUpdate(
            """
            INSERT INTO tenant (name, max_clusters, max_nodes, workers)
            VALUES (:name, :maxClusters, :maxNodes, :workers)
            """)
        .bind("name", tenant.name())
        .bind("maxClusters", tenant.maxClusters())
        .bind("maxNodes", tenant.maxNodes())
        .bind("workers", tenant.workers())
        .execute();
  }

  /**
   * Guarded by the version. Recounts the use, because an unlimited tenant has not been counted;
   * what such a tenant makes in the same instant as it gets its first limit may be missed.
   */
  static int update(Handle tx, TenantRequest tenant, long version) {
    return tx.createUpdate(
            """
            UPDATE tenant
            SET max_clusters = :maxClusters,
                max_nodes = :maxNodes,
                workers = :workers,
                clusters = (
                  SELECT COUNT(*)
                  FROM cluster
                  WHERE cluster.tenant = :name
                    AND cluster.state <> 'terminated'),
                nodes = (
                  SELECT COALESCE(SUM(cluster.num_machines), 0)
                  FROM cluster
                  WHERE cluster.tenant = :name
                    AND cluster.state <> 'terminated'),
                version = version + 1
            WHERE name = :name
              AND version = :version
            """)
        .bind("name", tenant.name())
        .bind("maxClusters", tenant.maxClusters())
        .bind("maxNodes", tenant.maxNodes())
        .bind("workers", tenant.workers())
        .bind("version", version)
        .execute();
  }

  private static TenantView view(ResultSet row, StatementContext context) throws SQLException {
    return new TenantView(
        row.getString("name"),
        row.getInt("max_clusters"),
        row.getInt("max_nodes"),
        row.getInt("workers"),
        row.getInt("clusters"),
        row.getInt("nodes"),
        row.getLong("version"));
  }
}
