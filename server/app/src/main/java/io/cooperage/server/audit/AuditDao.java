package io.cooperage.server.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.AuditView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditLine.Chained;
import io.cooperage.server.audit.AuditLine.Head;
import io.cooperage.server.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** SQL of the audit's lines and chains. */
final class AuditDao {
  private static final String COLUMNS =
      """
      id, at, CAST(at AS CHAR) AS at_text, tenant, user, action, subject, datacenter, request_id,
        detail, before_value, after_value, position, hash
      """;

  private AuditDao() {}

  /** By id. */
  static List<AuditView> list(
      Handle handle, Caller caller, AuditFilter filter, long after, int limit) {
    return filter
        .bind(
            handle.createQuery(
                """
                SELECT <columns>
                FROM audit
                WHERE id > :after
                  AND <filter>
                ORDER BY id
                LIMIT :limit
                """),
            caller)
        .define("columns", COLUMNS)
        .define("filter", AuditFilter.SQL)
        .bind("after", after)
        .bind("limit", limit)
        .map(AuditDao::view)
        .list();
  }

  /** By place, of one chain. */
  static List<AuditView> export(
      Handle handle, Caller caller, AuditFilter filter, String chain, long after, int limit) {
    return filter
        .bind(
            handle.createQuery(
                """
                SELECT <columns>
                FROM audit
                WHERE datacenter = :chain
                  AND position > :after
                  AND <filter>
                ORDER BY position
                LIMIT :limit
                """),
            caller)
        .define("columns", COLUMNS)
        .define("filter", AuditFilter.SQL)
        .bind("chain", chain)
        .bind("after", after)
        .bind("limit", limit)
        .map(AuditDao::view)
        .list();
  }

  /** The datacenters that have lines, or should have. */
  static List<String> datacenters(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT datacenter
            FROM audit_chain
            UNION
            SELECT datacenter
            FROM audit
            GROUP BY datacenter
            ORDER BY datacenter
            """)
        .mapTo(String.class)
        .list();
  }

  /** Whether there are lines without a place that are older than {@code before}. */
  static boolean hasUnchained(Handle handle, String datacenter, Instant before) {
    return handle
        .createQuery(
            """
            SELECT 1
            FROM audit
            WHERE datacenter = :datacenter
              AND position IS NULL
              AND at < :before
            LIMIT 1
            """)
        .bind("datacenter", datacenter)
        .bind("before", Timestamp.from(before))
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static long countUnchained(Handle handle, String datacenter) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*)
            FROM audit
            WHERE datacenter = :datacenter
              AND position IS NULL
            """)
        .bind("datacenter", datacenter)
        .mapTo(Long.class)
        .one();
  }

  /** Lines without a place, oldest first. */
  static List<AuditLine> unchained(Handle tx, String datacenter, int limit) {
    return tx.createQuery(
            """
            SELECT <columns>
            FROM audit
            WHERE datacenter = :datacenter
              AND position IS NULL
            ORDER BY at, id
            LIMIT :limit
            """)
        .define("columns", COLUMNS)
        .bind("datacenter", datacenter)
        .bind("limit", limit)
        .map((row, context) -> line(row))
        .list();
  }

  /** The lines after a place. */
  static List<Chained> chained(Handle handle, String datacenter, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT <columns>
            FROM audit
            WHERE datacenter = :datacenter
              AND position > :after
            ORDER BY position
            LIMIT :limit
            """)
        .define("columns", COLUMNS)
        .bind("datacenter", datacenter)
        .bind("after", after)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Chained(
                    row.getLong("position"),
                    Optional.ofNullable(row.getBytes("hash")).orElse(new byte[0]),
                    line(row)))
        .list();
  }

  static Optional<Head> head(Handle handle, String datacenter) {
    return handle
        .createQuery(
            """
            SELECT position, hash
            FROM audit_chain
            WHERE datacenter = :datacenter
            """)
        .bind("datacenter", datacenter)
        .map((row, context) -> new Head(row.getLong("position"), row.getBytes("hash")))
        .findOne();
  }

  /** The first of a datacenter; another may have been quicker. */
  static void begin(Handle tx, String datacenter) {
    tx.createUpdate(
            """
            INSERT INTO audit_chain (datacenter, position, hash)
            VALUES (:datacenter, 0, :hash)
            ON DUPLICATE KEY UPDATE position = position
            """)
        .bind("datacenter", datacenter)
        .bind("hash", AuditLine.BEGINNING)
        .execute();
  }

  /** Guarded by the position. */
  static boolean advance(Handle tx, String datacenter, Head from, Head to) {
    return tx.createUpdate(
                """
                UPDATE audit_chain
                SET position = :to,
                    hash = :hash
                WHERE datacenter = :datacenter
                  AND position = :from
                """)
            .bind("datacenter", datacenter)
            .bind("from", from.position())
            .bind("to", to.position())
            .bind("hash", to.hash())
            .execute()
        == 1;
  }

  /** Gives the lines the places after {@code head}, with their hashes, in order. */
  static int place(Handle tx, long head, List<Long> ids, List<String> hashes) {
    return tx.createUpdate(
            """
            UPDATE audit FORCE INDEX (PRIMARY)
            SET position = :head + FIELD(id, <ids>),
                hash = UNHEX(ELT(FIELD(id, <ids>), <hashes>))
            WHERE id IN (<ids>)
              AND position IS NULL
            """)
        .bind("head", head)
        .bindList("ids", ids)
        .bindList("hashes", hashes)
        .execute();
  }

  private static AuditLine line(ResultSet row) throws SQLException {
    return new AuditLine(
        row.getString("id"),
        row.getString("at_text"),
        row.getString("tenant"),
        row.getString("user"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("datacenter"),
        row.getString("request_id"),
        row.getString("detail"),
        Optional.ofNullable(row.getString("before_value")),
        Optional.ofNullable(row.getString("after_value")));
  }

  private static AuditView view(ResultSet row, StatementContext context) throws SQLException {
    long position = row.getLong("position");
    return new AuditView(
        row.getString("id"),
        row.getTimestamp("at").toInstant(),
        row.getString("tenant"),
        row.getString("user"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("datacenter"),
        row.getString("request_id"),
        Json.read(row.getString("detail"), JsonNode.class),
        json(row.getString("before_value")),
        json(row.getString("after_value")),
        Stream.of(position).filter(place -> place > 0).findFirst(),
        Optional.ofNullable(row.getBytes("hash")).map(HexFormat.of()::formatHex));
  }

  private static Optional<JsonNode> json(String text) {
    return Optional.ofNullable(text).map(json -> Json.read(json, JsonNode.class));
  }
}
