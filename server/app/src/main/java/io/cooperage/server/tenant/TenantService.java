package io.cooperage.server.tenant;

import io.cooperage.api.ErrorCode;
import io.cooperage.server.web.ProblemException;
import org.jdbi.v3.core.Handle;

/**
 * Keeps what a tenant uses within its quota: every change goes through the tenant's row, which is
 * the one place where writers of all datacenters meet. Thread-safe.
 */
public final class TenantService {

  /**
   * Takes {@code clusters} and {@code nodes} out of the quota.
   *
   * @throws ProblemException QUOTA_EXCEEDED, with the figures; NOT_FOUND if there is no such tenant
   */
  public void reserve(Handle tx, String tenant, int clusters, int nodes) {
    if (count(tx, tenant, clusters, nodes, true) == 0) {
      refuse(tx, tenant, clusters, nodes);
    }
  }

  /** Gives back what {@link #reserve} took. */
  public void release(Handle tx, String tenant, int clusters, int nodes) {
    count(tx, tenant, -clusters, -nodes, false);
  }

  private static int count(
      Handle tx, String tenant, int clusters, int nodes, boolean withinLimits) {
    return tx.createUpdate(
            """
            UPDATE tenant
            SET clusters = clusters + :clusters,
                nodes = nodes + :nodes,
                version = version + 1
            WHERE name = :tenant
              AND (max_clusters >= 0 OR max_nodes >= 0)
              AND (NOT :within OR max_clusters < 0 OR clusters + :clusters <= max_clusters)
              AND (NOT :within OR max_nodes < 0 OR nodes + :nodes <= max_nodes)
            """)
        .bind("tenant", tenant)
        .bind("clusters", clusters)
        .bind("nodes", nodes)
        .bind("within", withinLimits)
        .execute();
  }

  private static void refuse(Handle tx, String tenant, int clusters, int nodes) {
    Quota quota =
        tx.createQuery(
                """
                SELECT max_clusters, max_nodes, clusters, nodes
                FROM tenant
                WHERE name = :tenant
                """)
            .bind("tenant", tenant)
            .map(
                (row, context) ->
                    new Quota(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)))
            .findOne()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.NOT_FOUND,
                        "There is no tenant \"" + tenant + "\". An administrator can make it."));
    if (quota.maxClusters < 0 && quota.maxNodes < 0) {
      return;
    }
    throw new ProblemException(
        ErrorCode.QUOTA_EXCEEDED,
        ("Tenant \"%s\" has %d clusters (at most %s) with %d nodes (at most %s), so %d more with %d"
                + " nodes do not fit. Delete a cluster, or ask an administrator for a higher quota.")
            .formatted(
                tenant,
                quota.clusters,
                limit(quota.maxClusters),
                quota.nodes,
                limit(quota.maxNodes),
                clusters,
                nodes));
  }

  private static String limit(int max) {
    return max < 0 ? "unlimited" : Integer.toString(max);
  }

  private record Quota(int maxClusters, int maxNodes, int clusters, int nodes) {}
}
