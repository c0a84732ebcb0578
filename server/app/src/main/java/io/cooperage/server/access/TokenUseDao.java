package io.cooperage.server.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** SQL of when tokens were last used. */
final class TokenUseDao {
  private TokenUseDao() {}

  static Map<String, Instant> find(Handle handle, Set<String> tokens) {
    return handle
        .createQuery(
            """
            SELECT token_id, used_at
            FROM api_token_use
            WHERE token_id IN (<tokens>)
            """)
        .bindList("tokens", tokens)
        .map(
            (row, context) ->
                new AbstractMap.SimpleEntry<>(
                    row.getString("token_id"), row.getTimestamp("used_at").toInstant()))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Unless it is deleted, or another server has stored a time after {@code bound}. */
  static void store(Handle tx, String token, Instant at, Instant bound) {
    tx.createUpdate(
            """
            INSERT INTO api_token_use (token_id, used_at)
            SELECT id, :at
            FROM api_token
            WHERE id = :token
            ON DUPLICATE KEY UPDATE
              used_at = IF(used_at < :bound, :at, used_at)
            """)
        .bind("token", token)
        .bind("at", Timestamp.from(at))
        .bind("bound", Timestamp.from(bound))
        .execute();
  }
}
