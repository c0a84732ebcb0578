package io.cooperage.server.secret;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of master keys as the database knows them, and of who has which. */
final class MasterDao {
  private MasterDao() {}

  /** A master key without itself. */
  record Known(String id, byte[] sealed, boolean current) {}

  /** A server that takes part, or may soon. */
  record Holder(String server, String current, List<String> known) {}

  static List<Known> list(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT id, sealed, state = 'current'
            FROM secret_master
            ORDER BY id
            """)
        .map((row, context) -> new Known(row.getString(1), row.getBytes(2), row.getBoolean(3)))
        .list();
  }

  /** False if another server of this node was first. */
  static boolean insert(Handle tx, MasterKey key) {
    return tx.createUpdate(
                """
                INSERT IGNORE INTO secret_master (id, sealed, state, created_at)
                VALUES (:id, :sealed, 'known', UTC_TIMESTAMP(3))
                """)
            .bind("id", key.id())
            .bind("sealed", key.checkValue())
            .execute()
        == 1;
  }

  /** The check value as it is now, not as of the snapshot. */
  static byte[] lockSealed(Handle tx, String id) {
    return tx.createQuery(
            """
            SELECT sealed
            FROM secret_master
            WHERE id = :id
            FOR UPDATE
            """)
        .bind("id", id)
        .mapTo(byte[].class)
        .one();
  }

  /** Collides with {@link #retireOthers}; false if the key is retired. */
  static boolean start(Handle tx, String id) {
    return tx.createUpdate(
                """
                UPDATE secret_master
                SET state = 'current',
                    starts = starts + 1
                WHERE id = :id
                  AND state <> 'retired'
                """)
            .bind("id", id)
            .execute()
        == 1;
  }

  /** From now on servers begin with {@code current} only. */
  static void retireOthers(Handle tx, String current) {
    tx.createUpdate(
            """
            UPDATE secret_master
            SET state = IF(id = :current, 'current', IF(state = 'current', 'retired', state)),
                starts = starts + 1
            """)
        .bind("current", current)
        .execute();
  }

  static void hold(Handle tx, Holder holder) {
    tx.createUpdate(
            """
            INSERT INTO secret_holder (server, current, known, at)
            VALUES (:server, :current, :known, UTC_TIMESTAMP(3))
            ON DUPLICATE KEY UPDATE
              current = VALUES(current),
              known = VALUES(known),
              at = VALUES(at)
            """)
        .bind("server", holder.server())
        .bind("current", holder.current())
        .bind("known", String.join(" ", holder.known()))
        .execute();
  }

  /** Servers whose lease is held, or that have just said what they have and are about to join. */
  static List<Holder> listHolders(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT h.server, h.current, h.known
            FROM secret_holder h
            LEFT JOIN lease l ON l.name = CONCAT('server/', h.server)
            WHERE l.state = 'held'
               OR h.at > UTC_TIMESTAMP(3) - INTERVAL 60 SECOND
            ORDER BY h.server
            """)
        .map(
            (row, context) ->
                new Holder(
                    row.getString(1), row.getString(2), List.of(row.getString(3).split(" "))))
        .list();
  }

  static Optional<Known> find(List<Known> all, String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst();
  }
}
