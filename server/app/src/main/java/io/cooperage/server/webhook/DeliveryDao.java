package io.cooperage.server.webhook;

import io.cooperage.api.DeliveryState;
import io.cooperage.api.DeliveryView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** SQL of the log of deliveries. */
final class DeliveryDao {
  private static final String SELECT =
      """
      SELECT webhook, position, type, subject, state, attempts, status, latency_ms, detail,
        datacenter, first_at, last_at
      FROM webhook_delivery
      """;

  /** What is written of an attempt. */
  record Line(String webhook, Attempt attempt, DeliveryState state, String datacenter) {}

  /** Somebody wants it once more. */
  record Wanted(String webhook, long position) {}

  private DeliveryDao() {}

  /** Counts attempts on where the delivery is in the log already. */
  static void record(Handle tx, List<Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            INSERT INTO webhook_delivery (webhook, position, type, subject, state, attempts, status,
              latency_ms, detail, datacenter, first_at, last_at)
            VALUES (:webhook, :position, :type, :subject, :state, 1, :status, :latency, :detail,
              :datacenter, :at, :at)
            ON DUPLICATE KEY UPDATE
              state = VALUES(state),
              attempts = attempts + 1,
              status = VALUES(status),
              latency_ms = VALUES(latency_ms),
              detail = VALUES(detail),
              datacenter = VALUES(datacenter),
              last_at = VALUES(last_at)
            """);
    for (Line line : lines) {
      Attempt attempt = line.attempt();
      batch
          .bind("webhook", line.webhook())
          .bind("position", attempt.event().position())
          .bind("type", attempt.event().type())
          .bind("subject", attempt.event().subject())
          .bind("state", line.state().wire())
          .bind("status", attempt.receipt().status())
          .bind("latency", attempt.receipt().latencyMillis())
          .bind("detail", attempt.receipt().detail())
          .bind("datacenter", line.datacenter())
          .bind("at", UtcTimes.column(attempt.at()))
          .add();
    }
    batch.execute();
  }

  static Optional<DeliveryView> find(Handle handle, String webhook, long position) {
    return handle
        .createQuery(SELECT + "WHERE webhook = :webhook AND position = :position")
        .bind("webhook", webhook)
        .bind("position", position)
        .map((row, context) -> view(row))
        .findOne();
  }

  /** Those before {@code before}, the newest first. */
  static List<DeliveryView> list(
      Handle handle, String webhook, Optional<DeliveryState> state, long before, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE webhook = :webhook
                  AND position < :before
                  AND (:state IS NULL OR state = :state)
                ORDER BY position DESC
                LIMIT :limit
                """)
        .bind("webhook", webhook)
        .bind("before", before)
        .bind("state", state.map(DeliveryState::wire).orElse(null))
        .bind("limit", limit)
        .map((row, context) -> view(row))
        .list();
  }

  /** Asks for a delivery once more that is over. */
  static int queue(Handle tx, String webhook, long position) {
    return tx.createUpdate(
            """
            UPDATE webhook_delivery FORCE INDEX (PRIMARY)
            SET state = 'queued'
            WHERE webhook = :webhook
              AND position = :position
              AND state IN ('delivered', 'dead')
            """)
        .bind("webhook", webhook)
        .bind("position", position)
        .execute();
  }

  static List<Wanted> listQueued(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            SELECT webhook, position
            FROM webhook_delivery
            WHERE state = 'queued'
            ORDER BY webhook, position
            LIMIT :limit
            """)
        .bind("limit", limit)
        .map((row, context) -> new Wanted(row.getString("webhook"), row.getLong("position")))
        .list();
  }

  /** What cannot be sent any more: its event or its webhook is gone. */
  static void giveUp(Handle tx, Wanted wanted, String why) {
    tx.createUpdate(
            """
            UPDATE webhook_delivery FORCE INDEX (PRIMARY)
            SET state = 'dead',
                detail = :why
            WHERE webhook = :webhook
              AND position = :position
              AND state = 'queued'
            """)
        .bind("why", why)
        .bind("webhook", wanted.webhook())
        .bind("position", wanted.position())
        .execute();
  }

  /** Forgets the log of before {@code before}, and of webhooks that are gone. */
  static int purge(Handle tx, Instant before, int limit) {
    return tx.createUpdate(
            """
            DELETE FROM webhook_delivery
            WHERE last_at < :before
              AND state IN ('delivered', 'dead')
            ORDER BY last_at
            LIMIT :limit
            """)
        .bind("before", UtcTimes.column(before))
        .bind("limit", limit)
        .execute();
  }

  static int purge(Handle tx, String webhook, int limit) {
    return tx.createUpdate(
            """
            DELETE FROM webhook_delivery
            WHERE webhook = :webhook
            ORDER BY position
            LIMIT :limit
            """)
        .bind("webhook", webhook)
        .bind("limit", limit)
        .execute();
  }

  /** Webhooks of the log that are gone. */
  static List<String> listOrphans(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT webhook
            FROM webhook_delivery d
            WHERE NOT EXISTS (SELECT 1 FROM webhook w WHERE w.id = d.webhook)
            LIMIT 10
            """)
        .mapTo(String.class)
        .list();
  }

  private static DeliveryView view(ResultSet row) throws SQLException {
    int status = row.getInt("status");
    return new DeliveryView(
        row.getString("webhook"),
        row.getLong("position"),
        row.getString("type"),
        row.getString("subject"),
        DeliveryState.parse(row.getString("state")),
        row.getInt("attempts"),
        status == 0 ? Optional.empty() : Optional.of(status),
        row.getInt("latency_ms"),
        row.getString("detail"),
        row.getString("datacenter"),
        UtcTimes.read(row, "first_at").orElseThrow(),
        UtcTimes.read(row, "last_at").orElseThrow());
  }
}
