package io.cooperage.server.webhook;

import io.cooperage.server.event.EventFilter;
import io.cooperage.server.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** SQL of webhooks and how far they are. */
final class WebhookDao {
  private static final int DUPLICATE_KEY = 1062;
  private static final String SELECT =
      """
      SELECT w.id, w.tenant, w.name, w.url, w.types, w.subject, w.enabled, w.disabled_why,
        w.secrets, w.version, w.created_at,
        c.position, c.attempts, c.first_failed_at, c.failing_since, c.next_at
      FROM webhook w
      JOIN webhook_cursor c ON c.webhook = w.id
      """;

  /** A webhook and how far it is. */
  record Placed(Webhook webhook, Cursor cursor) {}

  private WebhookDao() {}

  /**
   * @return false if the tenant has one of that name
   */
  static boolean insert(Handle tx, Webhook webhook, long position) {
    try {
      insertRow(tx, webhook);
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException refusal && refusal.getErrorCode() == DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
    tx.createUpdate("INSERT INTO webhook_cursor (webhook, position) VALUES (:id, :position)")
        .bind("id", webhook.id())
        .bind("position", position)
        .execute();
    return true;
  }

  private static void insertRow(Handle tx, Webhook webhook) {
    tx.createUpdate(
            """
            INSERT INTO webhook (id, tenant, name, url, types, subject, enabled, secrets,
              created_at)
            VALUES (:id, :tenant, :name, :url, :types, :subject, :enabled, :secrets, :createdAt)
            """)
        .bind("id", webhook.id())
        .bind("tenant", webhook.tenant())
        .bind("name", webhook.name())
        .bind("url", webhook.url())
        .bind("types", Json.write(webhook.filter().types()))
        .bind("subject", webhook.filter().subject().orElse(null))
        .bind("enabled", webhook.enabled())
        .bind("secrets", Json.write(webhook.secrets()))
        .bind("createdAt", UtcTimes.column(webhook.createdAt()))
        .execute();
  }

  /** Writes all of {@code webhook} over the version before it. */
  static int update(Handle tx, Webhook webhook) {
    return tx.createUpdate(
            """
            UPDATE webhook FORCE INDEX (PRIMARY)
            SET url = :url,
                types = :types,
                subject = :subject,
                enabled = :enabled,
                disabled_why = :why,
                secrets = :secrets,
                version = :version
            WHERE id = :id
              AND version = :version - 1
            """)
        .bind("url", webhook.url())
        .bind("types", Json.write(webhook.filter().types()))
        .bind("subject", webhook.filter().subject().orElse(null))
        .bind("enabled", webhook.enabled())
        .bind("why", webhook.disabledWhy())
        .bind("secrets", Json.write(webhook.secrets()))
        .bind("version", webhook.version())
        .bind("id", webhook.id())
        .execute();
  }

  /** Disables it, whatever its version; 0 if it is disabled or gone. */
  static int disable(Handle tx, String id, String why) {
    return tx.createUpdate(
            """
            UPDATE webhook FORCE INDEX (PRIMARY)
            SET enabled = FALSE,
                disabled_why = :why,
                version = version + 1
            WHERE id = :id
              AND enabled
            """)
        .bind("why", why)
        .bind("id", id)
        .execute();
  }

  static void delete(Handle tx, String id) {
    tx.createUpdate("DELETE FROM webhook WHERE id = :id").bind("id", id).execute();
    tx.createUpdate("DELETE FROM webhook_cursor WHERE webhook = :id").bind("id", id).execute();
  }

  static Optional<Placed> find(Handle handle, String id) {
    return handle
        .createQuery(SELECT + "WHERE w.id = :id")
        .bind("id", id)
        .map((row, context) -> placed(row))
        .findOne();
  }

  static List<Placed> list(Handle handle, Optional<String> tenant, String after, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE w.id > :after
                  AND (:tenant IS NULL OR w.tenant = :tenant)
                ORDER BY w.id
                LIMIT :limit
                """)
        .bind("after", after)
        .bind("tenant", tenant.orElse(null))
        .bind("limit", limit)
        .map((row, context) -> placed(row))
        .list();
  }

  static int count(Handle handle, String tenant) {
    return handle
        .createQuery("SELECT COUNT(*) FROM webhook WHERE tenant = :tenant")
        .bind("tenant", tenant)
        .mapTo(Integer.class)
        .one();
  }

  static List<Placed> listEnabled(Handle handle) {
    return handle.createQuery(SELECT + "WHERE w.enabled").map((row, context) -> placed(row)).list();
  }

  /** The position up to which every enabled webhook has its events; empty without any. */
  static OptionalLong slowest(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT MIN(c.position)
            FROM webhook w
            JOIN webhook_cursor c ON c.webhook = w.id
            WHERE w.enabled
            """)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** Moves a cursor on from where it was seen. */
  static boolean move(Handle tx, String webhook, Cursor seen, Cursor next) {
    return tx.createUpdate(
                """
                UPDATE webhook_cursor
                SET position = :position,
                    attempts = :attempts,
                    first_failed_at = :firstFailedAt,
                    failing_since = :failingSince,
                    next_at = :nextAt
                WHERE webhook = :webhook
                  AND position = :seenPosition
                  AND attempts = :seenAttempts
                """)
            .bind("position", next.position())
            .bind("attempts", next.attempts())
            .bind("firstFailedAt", UtcTimes.column(next.firstFailedAt()))
            .bind("failingSince", UtcTimes.column(next.failingSince()))
            .bind("nextAt", UtcTimes.column(next.nextAt()))
            .bind("webhook", webhook)
            .bind("seenPosition", seen.position())
            .bind("seenAttempts", seen.attempts())
            .execute()
        == 1;
  }

  /** The next event is tried at once, as if it had not failed before. */
  static void hurry(Handle tx, String webhook) {
    tx.createUpdate(
            """
            UPDATE webhook_cursor
            SET attempts = 0,
                first_failed_at = NULL,
                failing_since = NULL,
                next_at = NULL
            WHERE webhook = :webhook
            """)
        .bind("webhook", webhook)
        .execute();
  }

  private static Placed placed(ResultSet row) throws SQLException {
    Webhook webhook =
        new Webhook(
            row.getString("id"),
            row.getString("tenant"),
            row.getString("name"),
            row.getString("url"),
            new EventFilter(
                Arrays.asList(Json.read(row.getString("types"), String[].class)),
                Optional.ofNullable(row.getString("subject"))),
            row.getBoolean("enabled"),
            row.getString("disabled_why"),
            Json.read(row.getString("secrets"), WebhookSecrets.class),
            row.getLong("version"),
            UtcTimes.read(row, "created_at").orElseThrow());
    Cursor cursor =
        new Cursor(
            row.getLong("position"),
            row.getInt("attempts"),
            UtcTimes.read(row, "first_failed_at"),
            UtcTimes.read(row, "failing_since"),
            UtcTimes.read(row, "next_at"));
    return new Placed(webhook, cursor);
  }
}
