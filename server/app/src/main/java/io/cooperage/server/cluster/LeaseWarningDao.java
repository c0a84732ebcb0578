package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * SQL of the warnings that leases end. A warning has a moment, so long before the end; the latest
 * moment that was warned of is kept, and when a lease is extended its moments are later ones.
 */
final class LeaseWarningDao {
  /** Somebody to be warned. */
  record Ending(ClusterId cluster, String tenant, String owner, Instant end) {}

  private LeaseWarningDao() {}

  /** Clusters whose moment has come and was not warned of; the lease must be that long at all. */
  static List<Ending> list(Handle handle, Duration lead, int limit) {
    return handle
        .createQuery(
            """
            SELECT id, tenant, owner, expires_at
            FROM cluster
            WHERE expires_at > UTC_TIMESTAMP(3)
              AND expires_at <= UTC_TIMESTAMP(3) + INTERVAL :lead * 1000 MICROSECOND
              AND created_at < expires_at - INTERVAL :lead * 1000 MICROSECOND
              AND (warned_until IS NULL
                OR warned_until < expires_at - INTERVAL :lead * 1000 MICROSECOND)
              AND state <> 'terminated'
            ORDER BY expires_at
            LIMIT :limit
            """)
        .bind("lead", lead.toMillis())
        .bind("limit", limit)
        .map((row, context) -> ending(row))
        .list();
  }

  /**
   * @return false if it was warned of, or the lease is another one now
   */
  static boolean warned(Handle tx, Ending ending, Duration lead) {
    return tx.createUpdate(
                """
                UPDATE cluster FORCE INDEX (PRIMARY)
                SET warned_until = expires_at - INTERVAL :lead * 1000 MICROSECOND
                WHERE id = :id
                  AND expires_at = :end
                  AND (warned_until IS NULL
                    OR warned_until < expires_at - INTERVAL :lead * 1000 MICROSECOND)
                  AND state <> 'terminated'
                """)
            .bind("lead", lead.toMillis())
            .bind("id", ending.cluster().value())
            .bind("end", LocalDateTime.ofInstant(ending.end(), ZoneOffset.UTC))
            .execute()
        == 1;
  }

  private static Ending ending(ResultSet row) throws SQLException {
    return new Ending(
        new ClusterId(row.getLong("id")),
        row.getString("tenant"),
        row.getString("owner"),
        row.getObject("expires_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
  }
}
