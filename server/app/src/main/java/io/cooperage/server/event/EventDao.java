package io.cooperage.server.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EventView;
import io.cooperage.server.web.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** SQL of the events and their order. */
final class EventDao {
  private static final RowMapper<PlacedEvent> PLACED =
      (row, context) ->
          new PlacedEvent(
              new EventView(
                  row.getLong("position"),
                  row.getString("type"),
                  row.getString("tenant"),
                  row.getString("subject"),
                  row.getTimestamp("at").toInstant(),
                  row.getString("datacenter"),
                  Json.read(row.getString("data"), JsonNode.class)),
              Optional.ofNullable(row.getString("owner")));

  private EventDao() {}

  static long head(Handle tx) {
    return tx.createQuery("SELECT position FROM event_head WHERE id = 1").mapTo(Long.class).one();
  }

  /** When an event happened. */
  record Age(long position, Instant at) {}

  /** The events that are kept longest, in order. */
  static List<Age> oldest(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            SELECT position, at
            FROM event
            WHERE position > 0
            ORDER BY position
            LIMIT :limit
            """)
        .bind("limit", limit)
        .map((row, context) -> new Age(row.getLong("position"), row.getTimestamp("at").toInstant()))
        .list();
  }

  /** The position of the first event that is kept, or of the next one if none is. */
  static long firstKept(Handle handle) {
    return handle
        .createQuery("SELECT MIN(position) FROM event")
        .mapTo(Long.class)
        .findOne()
        .orElseGet(() -> head(handle) + 1);
  }

  static int delete(Handle tx, long first, long last) {
    return tx.createUpdate("DELETE FROM event WHERE position BETWEEN :first AND :last")
        .bind("first", first)
        .bind("last", last)
        .execute();
  }

  static boolean hasUnplaced(Handle tx) {
    return tx.createQuery("SELECT 1 FROM event WHERE position IS NULL LIMIT 1")
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Events without a position, oldest first. */
  static List<Long> unplaced(Handle tx, int limit) {
    return tx.createQuery(
            """
            SELECT id
            FROM event
            WHERE position IS NULL
            ORDER BY at, id
            LIMIT :limit
            """)
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  /** Gives the events the positions after {@code head}; guarded by the head. */
  static boolean place(Handle tx, long head, List<Long> ids) {
    int moved =
        tx.createUpdate(
                """
                UPDATE event_head
                SET position = :next
                WHERE id = 1
                  AND position = :head
                """)
            .bind("next", head + ids.size())
            .bind("head", head)
            .execute();
    if (moved != 1) {
      return false;
    }
    tx.createUpdate(
            """
            UPDATE event FORCE INDEX (PRIMARY)
            SET position = :head + FIELD(id, <ids>)
            WHERE id IN (<ids>)
              AND position IS NULL
            """)
        .bind("head", head)
        .bindList("ids", ids)
        .execute();
    return true;
  }

  static List<PlacedEvent> after(Handle tx, long position, EventReader reader, int limit) {
    return tx.createQuery(
            """
            SELECT position, type, tenant, owner, subject, at, datacenter, data
            FROM event
            WHERE position > :position
              AND (:tenant IS NULL OR tenant = :tenant)
              AND (:owner IS NULL OR owner IS NULL OR owner = :owner)
            ORDER BY position
            LIMIT :limit
            """)
        .bind("position", position)
        .bind("tenant", reader.tenant().orElse(null))
        .bind("owner", reader.owner().orElse(null))
        .bind("limit", limit)
        .map(PLACED)
        .list();
  }
}
