package io.cooperage.galera.lease;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of table {@code lease}; every change is guarded and says whether it hit. */
final class LeaseTable {

  private LeaseTable() {}

  static Optional<Lease> find(Handle tx, String name) {
    return tx.createQuery(
            """
            SELECT name, holder, datacenter, address, epoch, beat, state
            FROM lease
            WHERE name = :name
            """)
        .bind("name", name)
        .map((row, context) -> map(row))
        .findOne();
  }

  static List<Lease> list(Handle tx, String prefix) {
    return tx.createQuery(
            """
            SELECT name, holder, datacenter, address, epoch, beat, state
            FROM lease
            WHERE LEFT(name, CHAR_LENGTH(:prefix)) = :prefix
            ORDER BY name
            """)
        .bind("prefix", prefix)
        .map((row, context) -> map(row))
        .list();
  }

  static void insertFree(Handle tx, String name) {
    tx.createUpdate(
            """
            INSERT IGNORE INTO lease (name, holder, datacenter, address, epoch, beat, state)
            VALUES (:name, '', '', '', 0, 0, 'released')
            """)
        .bind("name", name)
        .execute();
  }

  static boolean take(Handle tx, Lease seen, LeaseHolder by, long epoch) {
    return 1
        == tx.createUpdate(
                """
                UPDATE lease
                SET holder = :holder, datacenter = :datacenter, address = :address,
                    epoch = :epoch, beat = 0, state = 'held'
                WHERE name = :name
                  AND epoch = :seenEpoch
                  AND state = :seenState
                """)
            .bind("holder", by.name())
            .bind("datacenter", by.datacenter())
            .bind("address", by.address())
            .bind("epoch", epoch)
            .bind("name", seen.name())
            .bind("seenEpoch", seen.epoch())
            .bind("seenState", seen.state().column())
            .execute();
  }

  static boolean beat(Handle tx, String name, long epoch) {
    return 1
        == tx.createUpdate(
                """
                UPDATE lease
                SET beat = beat + 1
                WHERE name = :name
                  AND epoch = :epoch
                  AND state = 'held'
                """)
            .bind("name", name)
            .bind("epoch", epoch)
            .execute();
  }

  static boolean release(Handle tx, String name, long epoch) {
    return 1
        == tx.createUpdate(
                """
                UPDATE lease
                SET state = 'released'
                WHERE name = :name
                  AND epoch = :epoch
                  AND state = 'held'
                """)
            .bind("name", name)
            .bind("epoch", epoch)
            .execute();
  }

  static boolean expire(Handle tx, Lease seen) {
    return 1
        == tx.createUpdate(
                """
                UPDATE lease
                SET state = 'expired'
                WHERE name = :name
                  AND epoch = :epoch
                  AND beat = :beat
                  AND state = 'held'
                """)
            .bind("name", seen.name())
            .bind("epoch", seen.epoch())
            .bind("beat", seen.beat())
            .execute();
  }

  private static Lease map(ResultSet row) throws SQLException {
    return new Lease(
        row.getString("name"),
        row.getString("holder"),
        row.getString("datacenter"),
        row.getString("address"),
        row.getLong("epoch"),
        row.getLong("beat"),
        LeaseState.ofColumn(row.getString("state")));
  }
}
