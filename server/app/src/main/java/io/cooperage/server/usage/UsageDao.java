package io.cooperage.server.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * SQL of what is used. A cluster is either in its own table with its nodes, or, terminated, in
 * {@code usage_interval}; column {@code usage_due} says which. Nodes that left it are there too.
 */
final class UsageDao {
  /** A cluster's time (node 0) or that of one of its nodes. */
  record Interval(
      String tenant, String owner, String template, int node, Instant begun, Instant ended) {}

  private UsageDao() {}

  static Instant now(Handle handle) {
    return handle
        .createQuery("SELECT UTC_TIMESTAMP(3)")
        .map((row, context) -> row.getObject(1, LocalDateTime.class))
        .one()
        .toInstant(ZoneOffset.UTC);
  }

  /** All that touches the query's time, one by one; what still runs ends {@code now}. */
  static void read(Handle handle, UsageQuery query, Instant now, Consumer<Interval> consumer) {
    try (Stream<Interval> found =
        handle
            .createQuery(
                """
                SELECT tenant, owner, template, node, begun_at, ended_at
                FROM usage_interval
                WHERE begun_at < :to
                  AND ended_at > :from
                  AND (:tenant IS NULL OR tenant = :tenant)
                  AND (:owner IS NULL OR owner = :owner)
                UNION ALL
                SELECT c.tenant, c.owner, c.template, 0, c.created_at,
                  COALESCE(c.usage_due, CAST(:now AS DATETIME(3)))
                FROM cluster c
                WHERE (c.state <> 'terminated' OR c.usage_due IS NOT NULL)
                  AND c.created_at < :to
                  AND (:tenant IS NULL OR c.tenant = :tenant)
                  AND (:owner IS NULL OR c.owner = :owner)
                UNION ALL
                SELECT c.tenant, c.owner, c.template, n.number, n.begun_at,
                  COALESCE(n.ended_at, c.usage_due, CAST(:now AS DATETIME(3)))
                FROM cluster c
                JOIN node n ON n.cluster_id = c.id
                WHERE (c.state <> 'terminated' OR c.usage_due IS NOT NULL)
                  AND n.begun_at < :to
                  AND (:tenant IS NULL OR c.tenant = :tenant)
                  AND (:owner IS NULL OR c.owner = :owner)
                """)
            .bind("from", column(query.from()))
            .bind("to", column(query.to()))
            .bind("now", column(now))
            .bind("tenant", query.tenant().orElse(null))
            .bind("owner", query.owner().orElse(null))
            .map((row, context) -> interval(row))
            .stream()) {
      found.forEach(consumer);
    }
  }

  /** Terminated clusters whose use is not kept apart yet, those that ended first. */
  static List<Long> listDue(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            SELECT id
            FROM cluster
            WHERE usage_due IS NOT NULL
            ORDER BY usage_due
            LIMIT :limit
            """)
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  /** Keeps the use of {@code clusters} apart, which are due. */
  static void keep(Handle tx, List<Long> clusters) {
    tx.createUpdate(
            """
            INSERT INTO usage_interval (cluster_id, node, tenant, owner, template, begun_at, ended_at)
            SELECT c.id, 0, c.tenant, c.owner, c.template, c.created_at, c.usage_due
            FROM cluster c
            WHERE c.id IN (<clusters>)
            UNION ALL
            SELECT c.id, n.number, c.tenant, c.owner, c.template, n.begun_at,
              COALESCE(n.ended_at, c.usage_due)
            FROM cluster c
            JOIN node n ON n.cluster_id = c.id
            WHERE c.id IN (<clusters>)
              AND n.begun_at IS NOT NULL
            """)
        .bindList("clusters", clusters)
        .execute();
    tx.createUpdate(
            """
            UPDATE cluster FORCE INDEX (PRIMARY)
            SET usage_due = NULL
            WHERE id IN (<clusters>)
            """)
        .bindList("clusters", clusters)
        .execute();
  }

  /** Keeps the use of nodes apart that leave a cluster. */
  static void keepGone(Handle tx, long cluster) {
    tx.createUpdate(
            """
            INSERT INTO usage_interval (cluster_id, node, tenant, owner, template, begun_at, ended_at)
            SELECT c.id, n.number, c.tenant, c.owner, c.template, n.begun_at,
              COALESCE(n.ended_at, UTC_TIMESTAMP(3))
            FROM cluster c
            JOIN node n ON n.cluster_id = c.id
            WHERE c.id = :cluster
              AND n.state IN ('deleted', 'lost')
              AND n.begun_at IS NOT NULL
            """)
        .bind("cluster", cluster)
        .execute();
  }

  private static Interval interval(ResultSet row) throws SQLException {
    return new Interval(
        row.getString("tenant"),
        row.getString("owner"),
        row.getString("template"),
        row.getInt("node"),
        row.getObject("begun_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getObject("ended_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
  }

  private static LocalDateTime column(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }
}
