package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The SQL of wiping secrets. */
final class WipeDao {
  private WipeDao() {}

  /**
   * A cluster that has a key.
   *
   * @param gone it is terminated, and no machine of it is still to be deleted
   */
  record Keyed(ClusterId cluster, boolean gone) {}

  /**
   * Clusters that have a key, in order of id, a page at a time. A clean-up that has failed is still
   * to be decided about, and needs the key if it is tried again.
   */
  static List<Keyed> list(Handle handle, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT STRAIGHT_JOIN k.cluster_id,
              c.state = 'terminated' AND NOT EXISTS (
                SELECT 1
                FROM task t FORCE INDEX (PRIMARY)
                WHERE t.cluster_id = k.cluster_id
                  AND t.detached
                  AND t.state IN ('not_submitted', 'in_progress', 'failed'))
            FROM secret_key k FORCE INDEX (secret_key_cluster)
            JOIN cluster c ON c.id = k.cluster_id
            WHERE k.cluster_id > :after
            ORDER BY k.cluster_id
            LIMIT :limit
            """)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> new Keyed(new ClusterId(row.getLong(1)), row.getBoolean(2)))
        .list();
  }

  /** What is left of the spec of a cluster that is gone. */
  static void respecify(Handle tx, ClusterId id, String spec) {
    tx.createUpdate(
            """
            UPDATE cluster FORCE INDEX (PRIMARY)
            SET spec = :spec
            WHERE id = :id
              AND state = 'terminated'
            """)
        .bind("spec", spec)
        .bind("id", id.value())
        .execute();
  }
}
