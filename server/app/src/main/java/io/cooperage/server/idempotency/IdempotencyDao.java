package io.cooperage.server.idempotency;

import io.cooperage.server.idempotency.StoredReply.StoredHeaders;
import io.cooperage.server.web.Json;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** SQL of the kept replies. */
final class IdempotencyDao {
  private static final int DUPLICATE_KEY = 1062;

  private IdempotencyDao() {}

  record Found(StoredReply reply, boolean samePayload) {}

  /**
   * Takes the key for this transaction; waits while another transaction of this node holds it.
   *
   * @return false if it was used before
   */
  static boolean begin(Handle tx, IdempotencyKey key, Instant now) {
    return insert(tx, key, 0, "", "", now);
  }

  /** The same, with the reply. */
  static boolean insert(Handle tx, IdempotencyKey key, StoredReply reply, Instant now) {
    return insert(tx, key, reply.status(), Json.write(reply.headers()), reply.body(), now);
  }

  private static boolean insert(
      Handle tx, IdempotencyKey key, int status, String headers, String body, Instant now) {
    try {
      tx.createUpdate(
              """
              INSERT INTO idempotency (scope_hash, payload_hash, status, headers, body, created_at)
              VALUES (:scope, :payload, :status, :headers, :body, :now)
              """)
          .bind("scope", key.scope())
          .bind("payload", key.payload())
          .bind("status", status)
          .bind("headers", headers)
          .bind("body", body)
          .bind("now", Timestamp.from(now))
          .execute();
      return true;
    } catch (UnableToExecuteStatementException e) {
      int code = e.getCause() instanceof SQLException refusal ? refusal.getErrorCode() : 0;
      if (code == DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  static void complete(Handle tx, IdempotencyKey key, StoredReply reply) {
    int rows =
        tx.createUpdate(
                """
                UPDATE idempotency FORCE INDEX (PRIMARY)
                SET status = :status,
                    headers = :headers,
                    body = :body
                WHERE scope_hash = :scope
                  AND status = 0
                """)
            .bind("scope", key.scope())
            .bind("status", reply.status())
            .bind("headers", Json.write(reply.headers()))
            .bind("body", reply.body())
            .execute();
    if (rows != 1) {
      throw new IllegalStateException("the idempotency row of this transaction is gone");
    }
  }

  /** Reads with a lock, so that the row which refused the insert is seen, not an older snapshot. */
  static Optional<Found> find(Handle tx, IdempotencyKey key) {
    return tx.createQuery(
            """
            SELECT payload_hash, status, headers, body
            FROM idempotency
            WHERE scope_hash = :scope
            LOCK IN SHARE MODE
            """)
        .bind("scope", key.scope())
        .map(
            (row, context) ->
                new Found(
                    new StoredReply(
                        row.getInt("status"),
                        Json.read(row.getString("headers"), StoredHeaders.class),
                        row.getString("body")),
                    MessageDigest.isEqual(row.getBytes("payload_hash"), key.payload())))
        .findOne();
  }

  static void forget(Handle tx, IdempotencyKey key) {
    tx.createUpdate("DELETE FROM idempotency WHERE scope_hash = :scope")
        .bind("scope", key.scope())
        .execute();
  }

  /**
   * @return how many rows older than {@code before} were deleted, at most {@code limit}
   */
  static int purge(Handle tx, Instant before, int limit) {
    return tx.createUpdate(
            """
            DELETE FROM idempotency
            WHERE created_at < :before
            ORDER BY created_at
            LIMIT :limit
            """)
        .bind("before", Timestamp.from(before))
        .bind("limit", limit)
        .execute();
  }
}
