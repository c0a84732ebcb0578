package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The SQL of wiping secrets. */
final class WipeDao {
  private WipeDao() {}

  /** Terminated clusters that have a key still, and none of whose machines is to be deleted yet. */
  static List<ClusterId> listGone(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            SELECT k.cluster_id
            FROM secret_key k
            JOIN cluster c ON c.id = k.cluster_id
            WHERE c.state = 'terminated'
              AND NOT EXISTS (
                SELECT 1
                FROM task t
                WHERE t.cluster_id = k.cluster_id
                  AND t.detached
                  AND t.state IN ('not_submitted', 'in_progress'))
            ORDER BY k.cluster_id
            LIMIT :limit
            """)
        .bind("limit", limit)
        .map((row, context) -> new ClusterId(row.getLong(1)))
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
